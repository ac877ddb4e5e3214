package bn.experiments.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.advice.Advice;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.page.NetworkRates.EffectRow;
import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Provenance;
import bn.experiments.train.Evaluation;
import bn.theory.network.RateBalance;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rates of a small network that is written down here, as page, tables and CSV. */
class NetworkPageTest {
    private static final double NONE = Double.NaN;
    private static final Dataset DATASET = withFile(SyntheticDigits.draw(1, 20, 1));
    private static final EffectRow EFFECT = new EffectRow(1, 16, 0.1, 0.2, 0.3, 0.4, 1.0, 0.6, List.of("It is the first order."));

    private static Dataset withFile(Dataset d) {
        return new Dataset(d.name(), d.description(), d.train(), d.test(), d.target(), d.classNames(),
                List.of(new DataFile("digits.csv", "ab12")));
    }

    /** Three units with rates 1, 2 and 4, and one of gamma 0, which has none. */
    private static NetworkRates network(EffectRow effect) {
        List<UnitRow> units = List.of(unit(1, 0.5, 4), unit(2, 0.5, 1), unit(3, 0, NONE), unit(4, 0.5, 2));
        return new NetworkRates(List.of(new LayerRow(1, "layer1", 0.25, new RateBalance(1, 0, 2, -1, 4), 0, units, 1, NONE)),
                List.of(),
                effect, new Evaluation(0.5, 0.75), 0.25, List.of("layer1", "layer2"),
                "net.safetensors",
                "784-4-10", true, "batch", "digits", 20, 1, 0.5, NONE, "bn rate network",
                new Provenance("1", "Java 17", "Linux", "cpu",
                        "bn.cpu", "2", "bn-cpu.jar", "a processor", List.of("f32"), "a library"),
                new Advice("batches", List.of(), List.of(), List.of()));
    }

    private static UnitRow unit(int number, double gamma, double lambda) {
        return new UnitRow(number, gamma, lambda, lambda / 2, lambda / 4, lambda / 4, NONE, 0.25, NONE, NONE, -gamma * lambda, 0,
                NONE);
    }

    private static Section section(String title) {
        return NetworkPage.of(network(EFFECT), RatedData.of(DATASET)).sections().stream()
                .filter(each -> each.title().equals(title)).findFirst()
                .orElseThrow();
    }

    @Test
    void tableHasMeanRmsAndRangeOfTheUnitsThatAreNotDead() {
        Table table = (Table) section("Rates").blocks().get(0);
        assertEquals(
                List.of("layer", "units", "dead", "λ mean", "rms", "least", "largest", "α mean", "signal part", "noise part",
                        "lr / |w|²"),
                table.headers());
        List<Cell> row = table.rows().get(0);
        assertEquals(List.of(1.0, 4.0, 1.0, 7 / 3.0, Math.sqrt(7), 1.0, 4.0), row.subList(0, 7).stream()
                .map(cell -> ((Cell.Number) cell).value()).toList());
        assertEquals(Cell.text(""), row.get(10), "a learning rate that is not known");
    }

    @Test
    void curveOfALayerHasItsQuantiles() {
        Block block = section("Rates").blocks().get(1);
        List<Point> points = ((XyChart) ((Figure) block).chart()).series().get(0).points();
        assertEquals(41, points.size());
        assertEquals(1, points.get(0).y());
        assertEquals(1.5, points.get(10).y(), 1e-15);
        assertEquals(2, points.get(20).y());
        assertEquals(4, points.get(40).y());
        assertEquals(100, points.get(40).x());
    }

    @Test
    void sectionOnBatchesIsThereIfTheirEffectWasMeasured() {
        assertTrue(section("Finite batches").paragraphs().contains("It is the first order."));
        assertEquals(List.of("Rates", "In detail", "Certificates", "Weight decay by group of parameters"),
                NetworkPage.of(network(null), RatedData.of(DATASET)).sections().stream().map(Section::title)
                        .toList());
    }

    @Test
    void pageNamesWhatTheNumbersDependOn() throws IOException {
        Report report = NetworkPage.of(network(EFFECT), RatedData.of(DATASET));
        assertTrue(report.configuration().contains(new Setting("learning rate", "unknown")));
        assertTrue(report.provenance().containsAll(List.of(new Setting("backend", "cpu 2, module bn.cpu"),
                new Setting("digits.csv", "SHA-256 ab12"))));
        StringWriter html = new StringWriter();
        HtmlReport.write(report, html);
        assertTrue(html.toString().contains("784-4-10") && html.toString().contains("ab12"));
    }

    @Test
    void csvHasALineForEachUnitAndEmptyCellsForWhatIsNotDefined() {
        List<String> lines = network(null).csv().lines().toList();
        assertEquals(5, lines.size());
        assertEquals("1,3,0.0,,,,,,0.25,,,,layer1,,0.0", lines.get(3));
        assertEquals("1,4,0.5,2.0,1.0,0.5,0.5,,0.25,,,,layer1,-1.0,0.0", lines.get(4));
        assertFalse(network(null).csv().contains("NaN"));
    }
}
