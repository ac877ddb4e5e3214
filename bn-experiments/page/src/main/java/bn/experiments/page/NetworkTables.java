package bn.experiments.page;

import bn.experiments.page.NetworkRates.EffectRow;
import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.StreamRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.rate.RootMeanSquare;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The rates of a network as tables of numbers, for a console or a page. */
public final class NetworkTables {
    /** The standard error of a unit's rate, as the root mean square over the units. */
    private static final String STANDARD_ERROR = "standard error";

    private NetworkTables() {}

    /**
     * A table.
     *
     * @param caption what the table shows
     * @param headers name of each column, in ASCII
     * @param rows a String, an Integer or a Double for each column; NaN where a number is not known or not defined
     */
    public record NumberTable(String caption, List<String> headers, List<List<Object>> rows) {}

    /** Rates, certificates and, if it was measured, the effect of batches; a row for each layer or stream. */
    public static List<NumberTable> of(NetworkRates network) {
        List<NumberTable> tables = new ArrayList<>(List.of(rates(network)));
        if (network.certified()) {
            tables.add(certificates(network));
        } else if (!network.streams().isEmpty()) {
            tables.add(streams(network));
        }
        if (network.batchEffect() != null) {
            tables.add(effect(network.batchEffect()));
        }
        return tables;
    }

    private static NumberTable rates(NetworkRates network) {
        List<String> headers = new ArrayList<>(
                List.of("layer", "units", "dead", "lambda mean", "rms", "least", "largest", "alpha mean",
                        "signal part", "noise part", "lr / |w|^2"));
        if (network.batches() > 1) {
            headers.add(headers.indexOf("least"), STANDARD_ERROR);
        }
        boolean dead = network.layers().stream().anyMatch(layer -> layer.alive().size() < layer.units().size());
        return new NumberTable("Rates of the units of each layer"
                + (dead ? "; dead units (|gamma| < " + NetworkRates.DEAD + ") are counted and left out of the rates" : ""),
                headers,
                network.layers().stream().map(layer -> rates(network, layer)).toList());
    }

    private static List<Object> rates(NetworkRates network, LayerRow layer) {
        DoubleSummaryStatistics lambda = summary(layer, UnitRow::lambda);
        boolean none = lambda.getCount() == 0;
        List<Object> row = new ArrayList<>(List.of(layer.label(network), layer.units().size(),
                layer.units().size() - layer.alive().size(), mean(layer, UnitRow::lambda),
                rootMeanSquare(layer, UnitRow::lambda)));
        if (network.batches() > 1) {
            row.add(rootMeanSquare(layer, UnitRow::lambdaStandardError));
        }
        row.addAll(List.of(none ? Double.NaN : lambda.getMin(), none ? Double.NaN : lambda.getMax(), mean(layer, UnitRow::alpha),
                mean(layer, UnitRow::alphaSignal), mean(layer, UnitRow::alphaNoise),
                layer.units().stream().mapToDouble(UnitRow::effectiveLearningRate).average().orElse(Double.NaN)));
        return row;
    }

    /** The root mean square over the units that are not dead; NaN without such a unit. */
    static double rootMeanSquare(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        return RootMeanSquare.of(layer.alive().stream().mapToDouble(value).toArray());
    }

    private static NumberTable certificates(NetworkRates network) {
        return new NumberTable("Certificates of each layer", List.of("layer", "|g + lambda S v| / |g|", "sum gamma^2 lambda",
                "sum beta dL/dbeta", "let through above", "error of T8"),
                network.layers().stream().map(layer -> List.<Object>of(
                        layer.label(network), layer.stationarity(), layer.balance().netRate(), layer.balance().shift(),
                        layer.balance().above(), layer.balanceError())).toList());
    }

    /** The streams for which T13 says something. */
    private static NumberTable streams(NetworkRates network) {
        boolean linear = network.streams().stream().anyMatch(stream -> stream.balance() != null
                && stream.balance().written() != 0);
        List<String> headers = new ArrayList<>(List.of("stream", "written by", "read by", "channels", "sum gamma^2 lambda",
                "sum beta dL/dbeta", "let through above", "error of T13", "of a channel"));
        if (linear) {
            headers.add(headers.indexOf("sum beta dL/dbeta"), "written without norm");
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < network.streams().size(); i++) {
            StreamRow stream = network.streams().get(i);
            if (stream.balance() != null) {
                List<Object> row = new ArrayList<>(List.of(i + 1, names(stream.writers()), names(stream.readers()),
                        stream.channels(), stream.balance().netRate()));
                if (linear) {
                    row.add(stream.balance().written());
                }
                row.addAll(List.of(stream.balance().shift(), stream.balance().above(), stream.error(), stream.channelError()));
                rows.add(row);
            }
        }
        return new NumberTable("Balance of each stream", headers, rows);
    }

    /** All names of up to two, otherwise the first, the last and how many there are. */
    static String names(List<String> names) {
        return names.size() <= 2 ? String.join(", ", names)
                : names.get(0) + " .. " + names.get(names.size() - 1) + " (" + names.size() + ")";
    }

    /** The streams without a balance, in a sentence; empty if there are none. */
    public static Optional<String> obstacles(NetworkRates network) {
        List<StreamRow> without = network.streams().stream().filter(stream -> stream.obstacle() != null).toList();
        return without.isEmpty() ? Optional.empty()
                : Optional.of("Without a balance: " + without.size() + " of " + network.streams().size()
                        + " streams; for example that of " + names(without.get(0).writers()) + ", because "
                        + without.get(0).obstacle() + ".");
    }

    private static NumberTable effect(EffectRow effect) {
        return new NumberTable("What batches add to the loss by the statistics of the last hidden layer, to first order in 1/M",
                List.of("layer", "batch", "from l'", "from l''", "kinks of ReLU", "pairs of units", "sum (T9)", "two-term form"),
                List.of(List.of(effect.layer(), effect.batch(), effect.gradient(), effect.curvature(),
                        effect.kinks(), effect.pairs(), effect.sum(), effect.gammaDecay())));
    }

    /** What the numbers of T9 leave out, in sentences. */
    static List<String> range() {
        return List.of("First order in 1/M: what is left out is of order 1/M^2. Of one network (196-20-10, MNIST) a tenth was "
                + "missing at M = 16, 1.4 % at 64.",
                "It is the part of the last hidden layer alone. In training all layers have the statistics of the batch: a "
                        + "network with two hidden layers then lost 1.7 times as much.");
    }

    /** The mean over the units that are not dead and whose value is not NaN; NaN without such a unit. */
    static double mean(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        DoubleSummaryStatistics summary = summary(layer, value);
        return summary.getCount() == 0 ? Double.NaN : summary.getAverage();
    }

    private static DoubleSummaryStatistics summary(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        return layer.alive().stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).summaryStatistics();
    }
}
