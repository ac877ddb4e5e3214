package bn.experiments.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.advice.Advice;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.StreamRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.HypergraphChart;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.result.Provenance;
import bn.experiments.train.Evaluation;
import bn.theory.network.RateBalance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network of a stem, a residual block and a classifier, in batches, whose rates are written down here. */
class StreamsPageTest {
    private static final double NONE = Double.NaN;
    private static final LayerRow STEM = layer(1, "bn1", unit(1, 0.5, 2, 0.1), unit(2, -0.5, -1, 0.1), unit(3, 1e-6, 5000, 100));
    private static final LayerRow INNER = layer(2, "block.bn1", unit(1, 1, -0.01, 0.1), unit(2, 1, -0.02, 0.1));
    private static final LayerRow OUTER = layer(3, "block.bn2", unit(1, 1, 3, 0.1), unit(2, 1, 4, 0.1), unit(3, 1, 0, 0.1));

    private static LayerRow layer(int number, String name, UnitRow... units) {
        double net = Arrays.stream(units).mapToDouble(unit -> unit.gamma() * unit.gamma() * unit.lambda()).sum();
        return new LayerRow(number, name, NONE, null, NONE, List.of(units), net, 0.05);
    }

    private static UnitRow unit(int number, double gamma, double lambda, double standardError) {
        return new UnitRow(number, gamma, lambda, NONE, NONE, NONE, NONE, NONE, NONE, NONE, -gamma * lambda, 0, standardError);
    }

    private static NetworkRates network(double accuracy, double error) {
        List<StreamRow> streams = List.of(
                new StreamRow(List.of("bn1", "block.bn2"), List.of("block.bn1", "fc"), 3, new RateBalance(1, 0, 2, -1, 4), error,
                        0.5,
                        null),
                new StreamRow(List.of("block.bn1"), List.of("block.bn2"), 2, null, NONE, NONE, "of SiLU"));
        return new NetworkRates(List.of(STEM, INNER, OUTER), streams, null, new Evaluation(0.5, accuracy), 0.25,
                List.of("bn1", "block.bn1", "block.bn2", "block.add", "fc"), "models/net.onnx", "input 3x8x8; ... (5 nodes)",
                false,
                "batch", "digits", 100, 4, 0, NONE, "bn rate network",
                new Provenance("1", "Java 17", "Linux", "cpu", "bn.cpu", "2",
                        "bn-cpu.jar", "a processor", List.of("f32"), "a library"),
                new Advice("batches", List.of(), List.of(), List.of()));
    }

    private static Report page() {
        return NetworkPage.of(network(0.75, 1e-12), RatedData.of(SyntheticDigits.draw(1, 20, 1)));
    }

    private static Section section(String title) {
        return page().sections().stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow();
    }

    private static List<String> findings(NetworkRates network) {
        return NetworkFindings.of(network, String::valueOf);
    }

    @Test
    void findingsCountWhatTheUnitsSay() {
        assertEquals(List.of(
                "In inference mode the mean loss of these 100 examples is 0.5 and the accuracy 0.7500 (chance: 0.2500).",
                "3 units have a positive rate lambda and 3 a negative one. The mean over the units, which cancels in inner layers (T8), is positive in 2 layers and "
                        + "negative in 1. By their root mean square (rms) the largest rates are those of block.bn2 ("
                        + Math.sqrt(25 / 3.0)
                        + "), bn1 (" + Math.sqrt(2.5) + "), block.bn1 (" + Math.sqrt(0.00025) + ").",
                "Dead units (|gamma| < 0.001): 1 of 8, in 1 layer. Their lambda = -(dL/dgamma) / gamma is a division by "
                        + "almost 0 and means nothing. They are left out here and in tables and figures; the CSV and JSON files have them.",
                "Rates are means over 4 batches. 4 of the 7 units have a rate that is more than 2 standard errors from 0. In "
                        + "block.bn1 the rms of the rates is at most 2 times that of their standard errors: there a quarter or more of the "
                        + "mean square of the rates is noise of the batches. More examples help.",
                "The largest error of T13 is 1.0E-12 of the sizes of its terms, among the 1 of 2 streams that have a balance. T13 holds at any weights, so this is "
                        + "rounding."),
                findings(network(0.75, 1e-12)));
    }

    @Test
    void accuracyNearChanceIsAWarning() {
        // The standard error of chance is sqrt(0.25 0.75 / 100) = 0.0433.
        assertTrue(findings(network(0.336, 0)).get(0).contains("above chance"));
        assertFalse(findings(network(0.337, 0)).get(0).contains("above chance"));
        assertEquals("In inference mode the mean loss of these 100 examples is 0.5.", findings(network(NONE, 0)).get(0));
    }

    @Test
    void chanceIsTheMostFrequentClassOrAnOutputAtRandom() {
        assertEquals(0.75, RatedData.chance(examples(new Targets.Labels(new int[] {0, 1, 1, 1}, 2))));
        assertEquals(0.1, RatedData.chance(examples(new Targets.Labels(new int[] {0, 1, 1, 1}, 10))));
        assertEquals(NONE, RatedData.chance(examples(new Targets.Values(new double[] {1, 2, 3, 4}))));
    }

    private static Examples examples(Targets targets) {
        return Examples.ofRows(new double[4], 1, new int[] {0, 1, 2, 3}, targets);
    }

    @Test
    void errorThatIsNoRoundingIsAWarning() {
        String balance = findings(network(0.75, 0.02)).get(4);
        assertTrue(balance.contains("0.02") && balance.contains("do not rely on these rates"), balance);
        assertTrue(findings(network(0.75, Double.POSITIVE_INFINITY)).get(4).contains("do not rely"));
        assertTrue(findings(network(0.75, NONE)).get(4).contains("do not rely"));
    }

    @Test
    void deadUnitsAreCountedAndLeftOutButTheFilesHaveThem() {
        Table table = (Table) section("Rates").blocks().get(0);
        assertEquals("Rates of the units of each layer; dead units (|γ| < 0.001) are counted and left out of the rates",
                table.caption());
        List<Double> stem = new ArrayList<>(table.rows().get(0).subList(1, 8).stream()
                .map(cell -> ((Cell.Number) cell).value()).toList());
        assertEquals(List.of("units", "dead", "λ mean", "rms", "standard error", "least", "largest"),
                table.headers().subList(1, 8));
        assertEquals(0.1, stem.remove(4), 1e-15);
        assertEquals(List.of(3.0, 1.0, 0.5, Math.sqrt(2.5), -1.0, 2.0), stem);
        XyChart curves = (XyChart) ((Figure) section("Rates").blocks().get(1)).chart();
        assertEquals(2, curves.series().get(0).points().get(40).y());
        assertTrue(network(0.75, 0).csv().contains("5000.0"));
        assertEquals(5000, RatesDocument.of(network(0.75, 0)).layers().get(0).lambda()[2]);
    }

    @Test
    void graphHasTheLayersInTheirOrderAndAnEdgeForEachStream() {
        Figure figure = (Figure) section("Streams").blocks().get(0);
        HypergraphChart graph = (HypergraphChart) figure.chart();
        assertEquals(List.of("bn1", "block.bn1", "block.bn2", "fc"), graph.vertices());
        assertEquals(new HypergraphChart.Edge("1", List.of(0, 2), List.of(1, 3), "",
                "stream 1, channels: 3\nwritten by: bn1, block.bn2\nread by: block.bn1, fc\nsum of γ²λ: 1\nerror of T13: 1×10⁻¹²"),
                graph.edges().get(0));
        assertEquals(new HypergraphChart.Edge("2", List.of(1), List.of(2), "of SiLU",
                "stream 2, channels: 2\nwritten by: block.bn1\nread by: block.bn2\nno balance, because of SiLU"),
                graph.edges().get(1));
        assertEquals(List.of("stream", "written by", "read by", "no balance"), figure.table().headers());
        Table balance = (Table) section("Streams").blocks().get(1);
        assertEquals(
                List.of(Cell.number(1), Cell.text("bn1, block.bn2"), Cell.text("block.bn1, fc"), Cell.number(3), Cell.number(1)),
                balance.rows().get(0).subList(0, 5));
        assertEquals(1, balance.rows().size());
    }

    @Test
    void figuresOfManyLayersNameThemInTheirTables() {
        List<LayerRow> layers = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            double alpha = i == 3 ? NONE : 2 * i;
            layers.add(
                    layer(i, "conv" + i, new UnitRow(1, 1, i, alpha, alpha / 2, alpha / 2, NONE, NONE, NONE, NONE, -i, 0, NONE)));
        }
        List<Figure> figures = RateFigures
                .of(new NetworkRates(layers, List.of(), null, new Evaluation(0.5, 0.75), 0.25, List.of(),
                        "models/net.onnx", "input 3x8x8; ... (30 nodes)", false, "batch", "digits", 100, 1, 0, NONE,
                        "bn rate network", null, null));
        assertEquals(3, figures.size());
        for (Figure figure : figures) {
            assertEquals(List.of("layer", "name"), figure.table().headers().subList(0, 2));
            assertEquals(List.of(Cell.number(30), Cell.text("conv30")),
                    figure.table().rows().get(figure.table().rows().size() - 1).subList(0, 2));
        }
        assertEquals(List.of(30, 29, 29), figures.stream().map(figure -> figure.table().rows().size()).toList());
        assertEquals("Mean α of each layer in its two parts, in the order of the table; layers without it: 1",
                figures.get(2).chart().title());
        assertEquals(List.of(30.0, 30.0), ((XyChart) figures.get(2).chart()).series().stream()
                .map(series -> series.points().get(28).y()).toList());
    }

    @Test
    void networkOfAFileIsCalledAfterIt() {
        assertEquals("How batch norm regularizes net.onnx", page().title());
    }
}
