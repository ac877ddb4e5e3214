package bn.experiments.page;

import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
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
    /** The names of more layers have no room under bars. */
    private static final int MANY_BARS = 24;
    /** The quantiles that are shown of many layers, at equal steps from 0 to 1. */
    private static final List<String> SHOWN = List.of("least", "quarter", "median", "three quarters", "largest");

    private static final List<ReferenceLine> ZERO = List.of(ReferenceLine.horizontal(0, "zero"));

    private RateFigures() {}

    static List<Figure> of(NetworkRates network) {
        List<Figure> figures = new ArrayList<>(List.of(distribution("λ", network, UnitRow::lambda)));
        if (network.layers().stream().anyMatch(layer -> !Double.isNaN(NetworkTables.mean(layer, UnitRow::alpha)))) {
            figures.add(distribution("α", network, UnitRow::alpha));
            figures.add(parts(network));
        }
        return figures;
    }

    private static Figure parts(NetworkRates network) {
        String title = "Mean α of each layer in its two parts";
        if (network.layers().size() > MANY_BARS) {
            List<LayerRow> layers = having(UnitRow::alpha, network);
            return byLayer(title, "mean α", network, layers,
                    List.of(line("noise part", layers, layer -> NetworkTables.mean(layer, UnitRow::alphaNoise)),
                            line("signal part", layers, layer -> NetworkTables.mean(layer, UnitRow::alphaSignal))));
        }
        return Figure.of(new BarChart(title, "layer", "mean α",
                network.layers().stream().map(layer -> layer.label(network).toString()).toList(),
                List.of(bars("signal part", network, UnitRow::alphaSignal), bars("noise part", network, UnitRow::alphaNoise)),
                List.of()));
    }

    private static BarChart.Bars bars(String name, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        return new BarChart.Bars(name, network.layers().stream().map(layer -> NetworkTables.mean(layer, value)).toList());
    }

    /** The layers with a unit that has the value. */
    private static List<LayerRow> having(ToDoubleFunction<UnitRow> value, NetworkRates network) {
        return network.layers().stream().filter(layer -> !Double.isNaN(NetworkTables.mean(layer, value))).toList();
    }

    private static Series line(String name, List<LayerRow> layers, ToDoubleFunction<LayerRow> value) {
        return Series.of(name, Series.Style.LINE, layers.stream().mapToDouble(LayerRow::layer).toArray(),
                layers.stream().mapToDouble(value).toArray());
    }

    /** Lines over the numbers of layers, with a table that has their names as well. */
    private static Figure byLayer(String title, String quantity, NetworkRates network, List<LayerRow> layers,
            List<Series> series) {
        int without = network.layers().size() - layers.size();
        XyChart chart = new XyChart(
                title + ", in the order of the table" + (without == 0 ? "" : "; layers without it: " + without),
                Axis.linear("layer"), Axis.linear(quantity), series, ZERO);
        Table numbers = chart.table();
        if (network.perceptron()) {
            return new Figure(chart, numbers);
        }
        List<String> headers = new ArrayList<>(numbers.headers());
        headers.add(1, "name");
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            List<Cell> row = new ArrayList<>(numbers.rows().get(i));
            row.add(1, Cell.text(layers.get(i).name()));
            rows.add(row);
        }
        return new Figure(chart, new Table(numbers.caption(), headers, rows));
    }

    /** A line for each of a few layers; for many layers a line for each of some quantiles. */
    private static Figure distribution(String quantity, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        if (network.layers().size() > MANY_LAYERS) {
            List<LayerRow> layers = having(value, network);
            return byLayer(quantity + " of the units of each layer", quantity, network, layers, IntStream.range(0, SHOWN.size())
                    .mapToObj(
                            i -> line(SHOWN.get(i), layers, layer -> quantiles(layer, value)[QUANTILES * i / (SHOWN.size() - 1)]))
                    .toList());
        }
        double[] percents = IntStream.rangeClosed(0, QUANTILES).mapToDouble(i -> 100.0 * i / QUANTILES).toArray();
        List<Series> series = network.layers().stream().map(layer -> Series.of("layer " + layer.label(network), Series.Style.LINE,
                percents, quantiles(layer, value))).toList();
        return Figure.of(new XyChart("Distribution of " + quantity + " over the units of each layer",
                Axis.linear("percentage of the units below"), Axis.linear(quantity), series, ZERO));
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
