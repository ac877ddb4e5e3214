package bn.cli.view;

import bn.cli.console.TextTable;
import bn.cli.view.NetworkListing.EffectRow;
import bn.cli.view.NetworkListing.LayerRow;
import bn.cli.view.NetworkListing.UnitRow;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The tables of {@code bn rate network}, for the console and for the report. */
final class NetworkTables {
    private NetworkTables() { }

    /**
     * A table of numbers; NaN where one is not known or not defined.
     *
     * @param integers how many of the first columns are whole numbers
     */
    record NumberTable(String caption, List<String> headers, int integers, List<List<Double>> rows) {

        /** The table for the console. */
        String text() {
            TextTable table = new TextTable(headers.toArray(String[]::new));
            for (List<Double> row : rows) {
                table.row(IntStream.range(0, row.size()).mapToObj(column -> column < integers
                        ? String.valueOf(row.get(column).intValue()) : RateNumbers.number(row.get(column))).toArray(String[]::new));
            }
            return table.toString();
        }
    }

    /** The tables, in the order in which they are shown. */
    static List<NumberTable> of(NetworkListing listing) {
        List<NumberTable> tables = new ArrayList<>(List.of(rates(listing), certificates(listing)));
        if (listing.batchEffect() != null) {
            tables.add(effect(listing.batchEffect()));
        }
        return tables;
    }

    private static NumberTable rates(NetworkListing listing) {
        return new NumberTable("Rates of the units of each layer", List.of("layer", "units", "lambda mean", "rms",
                "least", "largest", "alpha mean", "signal part", "noise part", "lr / |w|^2"), 2, listing.layers().stream().map(layer -> {
                    DoubleSummaryStatistics lambda = summary(layer, UnitRow::lambda);
                    boolean none = lambda.getCount() == 0;
                    return List.of((double) layer.layer(), (double) layer.units().size(), mean(layer, UnitRow::lambda),
                            RateNumbers.rms(layer.units().stream().mapToDouble(UnitRow::lambda).toArray()),
                            none ? Double.NaN : lambda.getMin(), none ? Double.NaN : lambda.getMax(), mean(layer, UnitRow::alpha),
                            mean(layer, UnitRow::alphaSignal), mean(layer, UnitRow::alphaNoise),
                            mean(layer, UnitRow::effectiveLearningRate));
                }).toList());
    }

    private static NumberTable certificates(NetworkListing listing) {
        return new NumberTable("Certificates of each layer", List.of("layer", "|g + lambda S v| / |g|", "sum gamma^2 lambda",
                "sum beta dL/dbeta", "let through above", "error of T8"), 1, listing.layers().stream().map(layer -> List.of(
                        (double) layer.layer(), layer.stationarity(), layer.balance().netRate(), layer.balance().shift(),
                        layer.balance().above(), layer.balanceError())).toList());
    }

    private static NumberTable effect(EffectRow effect) {
        return new NumberTable("What batches add to the loss by the statistics of the last hidden layer, to first order in 1/M",
                List.of("layer", "batch", "from l'", "from l''", "kinks of ReLU", "pairs of units", "sum (T9)", "two-term form"), 2,
                List.of(List.of((double) effect.layer(), (double) effect.batch(), effect.gradient(), effect.curvature(),
                        effect.kinks(), effect.pairs(), effect.sum(), effect.gammaDecay())));
    }

    /** What the numbers of T9 leave out, a sentence each. */
    static List<String> range() {
        return List.of("First order in 1/M: what is left out is of order 1/M^2. Of one network (196-20-10, MNIST) a tenth was "
                + "missing at M = 16, 1.4 % at 64.",
                "It is the part of the last hidden layer alone. In training all layers have the statistics of the batch: a "
                + "network with two hidden layers then lost 1.7 times as much.");
    }

    /** Over the units where the value is defined; NaN if it is nowhere. */
    static double mean(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        DoubleSummaryStatistics summary = summary(layer, value);
        return summary.getCount() == 0 ? Double.NaN : summary.getAverage();
    }

    private static DoubleSummaryStatistics summary(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        return layer.units().stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).summaryStatistics();
    }
}
