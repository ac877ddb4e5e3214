package bn.cli.view;

import static bn.experiments.result.Csv.finite;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.advice.BatchAdvice;
import bn.experiments.rate.BatchCost;
import bn.experiments.rate.BatchCosts;
import bn.experiments.result.Csv;
import java.util.List;

/** The results of {@code bn batch-cost} as text and as CSV. */
public record BatchCostListing(BatchAdvice advice) {

    /** Prints the numbers and the sentences. */
    public void print(Console console) {
        BatchCosts costs = advice.costs();
        console.print("loss " + RateNumbers.significant(costs.loss()) + " with the statistics of all " + costs.examples()
                + " examples; " + costs.layers() + (costs.layers() == 1 ? " normalization, " : " normalizations, the last is ")
                + costs.last());
        TextTable table = new TextTable("batch", "T9, last layer", "holds", "measured, last layer", "+-", "measured, all layers",
                "+-");
        costs.costs().forEach(cost -> table.row(String.valueOf(cost.batch()), RateNumbers.number(cost.predicted()),
                costs.isValid(cost.batch()) ? "yes" : "no", RateNumbers.number(cost.last().mean()),
                RateNumbers.number(cost.last().standardError()), RateNumbers.number(cost.all().mean()),
                RateNumbers.number(cost.all().standardError())));
        console.print(table.toString());
        StatementText.print(advice.statements(), console);
    }

    /** A row for each batch size. */
    public String csv() {
        Csv csv = new Csv(List.of("batch", "predicted", "valid", "measuredLast", "measuredLastStandardError", "measuredAll",
                "measuredAllStandardError"));
        advice.costs().costs().forEach(cost -> row(csv, cost));
        return csv.toString();
    }

    private void row(Csv csv, BatchCost cost) {
        csv.row(cost.batch(), finite(cost.predicted()), advice.costs().isValid(cost.batch()), finite(cost.last().mean()),
                finite(cost.last().standardError()), finite(cost.all().mean()), finite(cost.all().standardError()));
    }
}
