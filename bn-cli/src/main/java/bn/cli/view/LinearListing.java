package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.data.Task;
import bn.experiments.result.Json;
import bn.theory.linear.LinearRates;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of {@code bn rate linear}: text and JSON.
 *
 * @param source name of the data set, or that moments were read
 * @param task what the targets are
 * @param targets their names
 * @param rates of each target
 * @param spectrum if it was asked for
 * @param comparison if it was asked for
 */
public record LinearListing(String source, Task task, List<String> targets, LinearRates rates, Optional<LinearSpectrum> spectrum,
        Optional<LinearComparison> comparison) {

    /** The rates, with one more field for each further table. */
    public String json() {
        ObjectNode tree = (ObjectNode) Json.tree(rates);
        spectrum.ifPresent(all -> tree.set("spectrum", Json.tree(all.directions())));
        comparison.ifPresent(all -> tree.set("choices", Json.tree(all.choices())));
        return Json.text(tree);
    }

    /** Prints a row for each target, then the further tables. */
    public void print(Console console) {
        String header = task == Task.CLASSIFICATION ? "class" : "target";
        TextTable table = new TextTable(header, "lambda", "R^2", "alpha", "signal part", "noise part");
        for (int k = 0; k < rates.lambda().length; k++) {
            table.row(targets.get(k), RateNumbers.significant(rates.lambda()[k]), RateNumbers.significant(rates.rSquared()[k]),
                    RateNumbers.significant(rates.alpha()[k]), RateNumbers.significant(rates.alphaSignal()[k]),
                    RateNumbers.significant(rates.alphaNoise()[k]));
        }
        console.print(table.toString());
        console.print(
                String.format(Locale.ROOT, "%s: %d examples, %d features, rank %d (tolerance %.3g); gamma %s, noise sigma %s",
                        source, rates.examples(), rates.features(), rates.rank(), rates.rankTolerance(), rates.gamma(),
                        rates.noiseSigma()));
        spectrum.ifPresent(all -> console.printText("\n" + all.table(header)));
        comparison.ifPresent(all -> console.printText("\n" + all.table(header)));
    }
}
