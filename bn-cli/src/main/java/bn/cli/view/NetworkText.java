package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.page.NetworkFindings;
import bn.experiments.page.NetworkRates;
import bn.experiments.page.NetworkTables;
import java.util.List;
import java.util.Locale;

/** The results of {@code bn rate network} as text. */
public final class NetworkText {
    private NetworkText() {}

    /** Prints the tables of the page and the findings. */
    public static void print(NetworkRates rates, Console console) {
        NetworkTables.of(rates).forEach(table -> console.print(text(table)));
        NetworkTables.obstacles(rates).ifPresent(console::print);
        if (rates.batchEffect() != null) {
            rates.batchEffect().range().forEach(console::print);
        }
        console.print(String.format(Locale.ROOT, "%s of %s on %s: %d examples %s; noise sigma %s, lr %s",
                rates.architecture(), rates.checkpoint(), rates.dataset(), rates.examples(),
                rates.batches() == 1 ? "as one batch" : "in " + rates.batches() + " batches", rates.noiseSigma(),
                Double.isNaN(rates.learningRate()) ? "unknown" : String.valueOf(rates.learningRate())));
        NetworkFindings.of(rates, RateNumbers::number).forEach(console::print);
        console.print("\n" + AdviceListing.table(rates.advice()));
    }

    private static String text(NetworkTables.NumberTable numbers) {
        TextTable table = new TextTable(numbers.headers().toArray(String[]::new));
        for (List<Object> row : numbers.rows()) {
            table.row(row.stream().map(cell -> cell instanceof Double number ? RateNumbers.number(number) : cell.toString())
                    .toArray(String[]::new));
        }
        return table.toString();
    }
}
