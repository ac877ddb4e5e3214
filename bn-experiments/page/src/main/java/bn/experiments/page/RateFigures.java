package bn.experiments.page;

import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rates of the units that are not dead as figures. */
final class RateFigures {
    private static final int QUANTILES = 40;
    private static final int MANY_LAYERS = 6;
    /** The quantiles that are shown of many layers, at equal steps from 0 to 1. */
    private static final List<String> SHOWN = List.of("least", "quarter", "median", "three quarters", "largest");

    private RateFigures() {}

    static List<Figure> of(NetworkRates network) {
        List<Figure> figures = new ArrayList<>(List.of(Figure.of(distribution("λ", network, UnitRow::lambda))));
        if (network.layers().stream().anyMatch(layer -> !Double.isNaN(NetworkTables.mean(layer, UnitRow::alpha)))) {
            figures.add(Figure.of(distribution("α", network, UnitRow::alpha)));
            figures.add(Figure.of(parts(network)));
        }
        return figures;
    }

    private static BarChart parts(NetworkRates network) {
        return new BarChart("Mean α of each layer in its two parts", "layer", "mean α",
                network.layers().stream().map(layer -> layer.label(network).toString()).toList(),
                List.of(bars("signal part", network, UnitRow::alphaSignal), bars("noise part", network, UnitRow::alphaNoise)),
                List.of());
    }

    private static BarChart.Bars bars(String name, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        return new BarChart.Bars(name, network.layers().stream().map(layer -> NetworkTables.mean(layer, value)).toList());
    }

    /** A line for each of a few layers; for many layers a line for each of some quantiles. */
    private static XyChart distribution(String quantity, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        List<ReferenceLine> zero = List.of(ReferenceLine.horizontal(0, "0"));
        if (network.layers().size() > MANY_LAYERS) {
            double[] layers = network.layers().stream().mapToDouble(LayerRow::layer).toArray();
            List<double[]> quantiles = network.layers().stream().map(layer -> quantiles(layer, value)).toList();
            List<Series> series = IntStream.range(0, SHOWN.size())
                    .mapToObj(i -> Series.of(SHOWN.get(i), Series.Style.LINE, layers,
                            quantiles.stream().mapToDouble(layer -> layer[QUANTILES * i / (SHOWN.size() - 1)]).toArray()))
                    .toList();
            return new XyChart(quantity + " of the units of each layer, in the order of the table", Axis.linear("layer"),
                    Axis.linear(quantity), series, zero);
        }
        double[] percents = IntStream.rangeClosed(0, QUANTILES).mapToDouble(i -> 100.0 * i / QUANTILES).toArray();
        List<Series> series = network.layers().stream().map(layer -> Series.of("layer " + layer.label(network), Series.Style.LINE,
                percents, quantiles(layer, value))).toList();
        return new XyChart("Distribution of " + quantity + " over the units of each layer",
                Axis.linear("percentage of the units below"), Axis.linear(quantity), series, zero);
    }

    /** The quantiles at equal steps from 0 to 1, interpolated linearly between units; NaN without a unit. */
    private static double[] quantiles(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        double[] sorted = layer.alive().stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).sorted().toArray();
        double[] quantiles = new double[QUANTILES + 1];
        Arrays.fill(quantiles, Double.NaN);
        for (int i = 0; i <= QUANTILES && sorted.length > 0; i++) {
            double position = (sorted.length - 1.0) * i / QUANTILES;
            int below = (int) position;
            int above = Math.min(below + 1, sorted.length - 1);
            quantiles[i] = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        }
        return quantiles;
    }
}
