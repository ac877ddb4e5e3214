package bn.experiments.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.monitor.MonitoredChannel;
import bn.experiments.monitor.MonitoredLayer;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.MonitoredSteps;
import bn.experiments.monitor.MonitoredStream;
import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.report.html.HtmlReport;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The page of runs that are written down here. */
class MonitorPageTest {
    private static final String HOSTILE = "<script>alert('1')</script>\n\"gamma\"";

    private static MonitoredLayer layer(String name, int windows, double rms) {
        double[] ones = fill(windows, 1);
        return new MonitoredLayer(name, 4, "conv", null, steps(windows), fill(windows, 10), ones, ones, fill(windows, rms), ones,
                fill(windows, 5), ones, ones, ones, ones, fill(windows, 0), ones, ones, fill(windows, Double.NaN), ones);
    }

    private static long[] steps(int windows) {
        return LongStream.rangeClosed(1, windows).map(i -> 100 * i).toArray();
    }

    private static double[] fill(int count, double value) {
        return IntStream.range(0, count).mapToDouble(i -> value).toArray();
    }

    private static MonitoredRun run(List<MonitoredLayer> layers, List<MonitoredChannel> channels) {
        int windows = layers.get(0).step().length;
        return new MonitoredRun("runs/1", "test", "PyTorch", HOSTILE, "step", 100L * windows, false, 1, List.of("a note"),
                new MonitoredSteps(steps(windows), fill(windows, Double.NaN), fill(windows, 0.1)), layers, List.of(), channels);
    }

    private static List<XyChart> charts(Report report) {
        return report.sections().stream().flatMap(section -> section.blocks().stream()).filter(Figure.class::isInstance)
                .map(block -> (XyChart) ((Figure) block).chart()).toList();
    }

    private static XyChart chart(Report report, String title) {
        return charts(report).stream().filter(chart -> chart.title().startsWith(title)).findFirst().orElseThrow();
    }

    private static Table table(Report report, String section) {
        List<Block> blocks = report.sections().stream().filter(each -> each.title().equals(section)).findFirst().orElseThrow()
                .blocks();
        return (Table) blocks.get(blocks.size() - 1);
    }

    @Test
    void theAnswerComesFirst() {
        Report report = MonitorPage.of(run(List.of(layer("bn1", 3, 4)), List.of()), "bn report runs/1");
        Section first = report.sections().get(0);
        assertEquals(List.of(
                "Lambda is largest in bn1: its root mean square over the live channels is 4, 4 times the standard error of a"
                        + " channel (the last 3 windows to step 300).",
                "The net rate (sum of γ²λ) is clearly positive in 1 of 1 layers, so batch norm pulls the weights down, most clearly in"
                        + " bn1 (5 ± 0.577, 8.66 standard errors from 0).",
                "Note: a note."), first.paragraphs());
        assertTrue(report.summary().endsWith("as read to step 300. The run is not finished."), report.summary());
    }

    @Test
    void aFewLayersHaveALineEachAndIntervals() {
        Report report = MonitorPage.of(run(List.of(layer("bn1", 3, 4), layer("bn2", 3, 8)), List.of()), "bn report");
        XyChart rms = chart(report, "Root mean square of λ over");
        assertEquals(List.of("bn1", "bn2"), rms.series().stream().map(series -> series.name()).toList());
        assertEquals(new Point(300, 8), rms.series().get(1).points().get(2));
        Point net = chart(report, "Net rate").series().get(0).points().get(0);
        assertEquals(List.of(5 - 1.96, 5 + 1.96), List.of(net.low(), net.high()));
        assertEquals(Axis.Scale.LINEAR_FROM_ZERO, rms.y().scale());
    }

    /** Effective learning rate and loss are not known in these runs. */
    @Test
    void whatHasNoNumberHasNoFigure() {
        Report report = MonitorPage.of(run(List.of(layer("bn1", 3, 4)), List.of()), "bn report");
        assertEquals(List.of("Root mean square of λ over the channels", "Root mean square of λ divided by its noise",
                "Net rate: sum of γ²λ over the channels", "Angle by which weights turn in a step",
                "Root mean square of γ over the channels", "Learning rate"),
                charts(report).stream().map(XyChart::title).toList());
        assertFalse(report.sections().stream().anyMatch(section -> section.title().equals("Channels")));
    }

    @Test
    void ofManyLayersAndStepsItSaysWhatIsShown() {
        List<MonitoredLayer> layers = IntStream.rangeClosed(1, 9).mapToObj(i -> layer("bn" + i, 500, i * i)).toList();
        Report report = MonitorPage.of(run(layers, List.of()), "bn report");
        XyChart rms = chart(report, "Root mean square of λ over");
        assertEquals("Root mean square of λ over the channels, least, median and largest of 9 layers; 200 of 500 windows",
                rms.title());
        assertArrayEquals(new double[] {1, 25, 81},
                rms.series().stream().mapToDouble(series -> series.points().get(199).y()).toArray());
        assertEquals(Axis.Scale.LOG, rms.y().scale());
        assertEquals(200, rms.series().get(0).points().size());
        assertEquals(100, rms.series().get(0).points().get(0).x());
        assertEquals(50_000, rms.series().get(0).points().get(199).x());
        assertEquals(9, chart(report, "λ of each layer").series().get(0).points().size());
        assertEquals(9, table(report, "Rates").rows().size());
    }

    @Test
    void ofManyChannelsTheClearestAreShownAndThatIsSaid() {
        List<MonitoredChannel> channels = IntStream.range(0, 1000).mapToObj(
                i -> new MonitoredChannel("bn1", i, 10, i % 2 == 0 ? i : -i, 1, 1, 1, 1, 1, 1, 1, 1, 1)).toList();
        Table table = table(MonitorPage.of(run(List.of(layer("bn1", 3, 4)), channels), "bn report"), "Channels");
        assertEquals("500 of 1,000 channels: those whose λ is the most standard errors away from 0", table.caption());
        assertEquals(Cell.number(999), table.rows().get(0).get(1));
        assertEquals(Cell.number(500), table.rows().get(499).get(1));
    }

    @Test
    void namesAreTextOnThePage() throws IOException {
        MonitoredRun plain = run(List.of(layer(HOSTILE, 3, 4)),
                List.of(new MonitoredChannel(HOSTILE, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)));
        MonitoredRun run = new MonitoredRun(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "step", 300, true, 1, List.of(HOSTILE),
                plain.steps(),
                plain.layers(),
                List.of(new MonitoredStream(HOSTILE, List.of(HOSTILE), List.of(HOSTILE), steps(1), fill(1, 1), fill(1, 1),
                        fill(1, 1), fill(1, 1), fill(1, 0.5))),
                plain.channels());
        StringWriter page = new StringWriter();
        HtmlReport.write(MonitorPage.of(run, "bn report '" + HOSTILE + "'"), page);
        assertFalse(page.toString().contains("<script"), "a script");
        assertTrue(page.toString().contains("&lt;script&gt;"), "its text");
        assertTrue(page.toString().contains("The balance T13 of the stream"), "the stream");
    }

    @Test
    void aRunWithoutReadingsHasAPage() throws IOException {
        StringWriter page = new StringWriter();
        HtmlReport.write(MonitorPage.of(run(List.of(layer("bn1", 0, 1)), List.of()), "bn report"), page);
        assertTrue(page.toString().contains("Nothing can be said yet"), page.toString());
    }
}
