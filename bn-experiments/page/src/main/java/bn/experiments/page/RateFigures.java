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

    private static final String IN_ORDER = ", in the order of the table";
    private static final List<ReferenceLine> ZERO = List.of(ReferenceLine.horizontal(0, "0"));

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
            return byLayer(title + IN_ORDER, "mean α", network, List.of(line("signal part", network, UnitRow::alphaSignal),
                    line("noise part", network, UnitRow::alphaNoise)));
        }
        return Figure.of(new BarChart(title, "layer", "mean α",
                network.layers().stream().map(layer -> layer.label(network).toString()).toList(),
                List.of(bars("signal part", network, UnitRow::alphaSignal), bars("noise part", network, UnitRow::alphaNoise)),
                List.of()));
    }

    private static BarChart.Bars bars(String name, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        return new BarChart.Bars(name, network.layers().stream().map(layer -> NetworkTables.mean(layer, value)).toList());
    }

    private static Series line(String name, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        return line(name, network.layers().stream().mapToDouble(layer -> NetworkTables.mean(layer, value)).toArray());
    }

    private static Series line(String name, double[] values) {
        return Series.of(name, Series.Style.LINE, IntStream.rangeClosed(1, values.length).asDoubleStream().toArray(), values);
    }

    /** Lines over the numbers of the layers, with a table that has their names as well. */
    private static Figure byLayer(String title, String quantity, NetworkRates network, List<Series> series) {
        XyChart chart = new XyChart(title, Axis.linear("layer"), Axis.linear(quantity), series, ZERO);
        Table numbers = chart.table();
        if (network.perceptron()) {
            return new Figure(chart, numbers);
        }
        List<String> headers = new ArrayList<>(numbers.headers());
        headers.add(1, "name");
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < numbers.rows().size(); i++) {
            List<Cell> row = new ArrayList<>(numbers.rows().get(i));
            row.add(1, Cell.text(network.layers().get(i).name()));
            rows.add(row);
        }
        return new Figure(chart, new Table(numbers.caption(), headers, rows));
    }

    /** A line for each of a few layers; for many layers a line for each of some quantiles. */
    private static Figure distribution(String quantity, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        List<double[]> quantiles = network.layers().stream().map(layer -> quantiles(layer, value)).toList();
        if (network.layers().size() > MANY_LAYERS) {
            return byLayer(quantity + " of the units of each layer" + IN_ORDER, quantity, network,
                    IntStream.range(0, SHOWN.size())
                            .mapToObj(i -> line(SHOWN.get(i),
                                    quantiles.stream().mapToDouble(layer -> layer[QUANTILES * i / (SHOWN.size() - 1)]).toArray()))
                            .toList());
        }
        double[] percents = IntStream.rangeClosed(0, QUANTILES).mapToDouble(i -> 100.0 * i / QUANTILES).toArray();
        List<Series> series = IntStream.range(0, quantiles.size()).mapToObj(i -> Series.of(
                "layer " + network.layers().get(i).label(network), Series.Style.LINE, percents, quantiles.get(i))).toList();
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
