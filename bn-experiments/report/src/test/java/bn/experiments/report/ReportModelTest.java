package bn.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ReportModelTest {
    private static final Series A = Series.of("a", Series.Style.LINE, new double[] {1, 2}, new double[] {10, 20});

    @Test
    void aChartWhoseSeriesHaveTheSameXIsTabulatedByX() {
        Series b = Series.of("b", Series.Style.MARKERS, new double[] {1, 2}, new double[] {11, Double.NaN});
        Table table = chart(List.of(A, b), List.of()).table();
        assertEquals(List.of("x", "a", "b"), table.headers());
        assertEquals(List.of(List.of(Cell.number(1), Cell.number(10), Cell.number(11)),
                List.of(Cell.number(2), Cell.number(20), Cell.number(Double.NaN))), table.rows());
    }

    @Test
    void aChartWhoseSeriesDifferInXIsTabulatedByPoint() {
        Series b = Series.of("b", Series.Style.MARKERS, new double[] {3}, new double[] {30});
        Table table = chart(List.of(A, b), List.of()).table();
        assertEquals(List.of("series", "x", "y"), table.headers());
        assertEquals(List.of(Cell.text("b"), Cell.number(3), Cell.number(30)), table.rows().get(2));
        assertEquals(3, table.rows().size());
    }

    @Test
    void onlySeriesWithIntervalsHaveColumnsForThem() {
        Series b = new Series("b", "b", Series.Style.MARKERS, List.of(new Point(1, 11, 10, 12), new Point(2, 21)));
        Table byX = chart(List.of(A, b), List.of()).table();
        assertEquals(List.of("x", "a", "b", "b, low (95%)", "b, high (95%)"), byX.headers());
        assertEquals(List.of(List.of(Cell.number(1), Cell.number(10), Cell.number(11), Cell.number(10), Cell.number(12)),
                List.of(Cell.number(2), Cell.number(20), Cell.number(21), Cell.text(""), Cell.text(""))), byX.rows());
        Series c = new Series("c", "c", Series.Style.MARKERS, List.of(new Point(3, 31, 30, 32)));
        Table byPoint = chart(List.of(A, c), List.of()).table();
        assertEquals(List.of("series", "x", "y", "y, low (95%)", "y, high (95%)"), byPoint.headers());
        assertEquals(List.of(Cell.text("c"), Cell.number(3), Cell.number(31), Cell.number(30), Cell.number(32)),
                byPoint.rows().get(2));
        Table bars = new BarChart("t", "class", "rate", List.of("cat"),
                List.of(new BarChart.Bars("a", List.of(2.0), List.of(1.0), List.of(3.0))), List.of()).table();
        assertEquals(List.of("class", "a", "a, low (95%)", "a, high (95%)"), bars.headers());
        assertEquals(List.of(Cell.text("cat"), Cell.number(2), Cell.number(1), Cell.number(3)), bars.rows().get(0));
    }

    @Test
    void chartWithoutSeriesHasAnEmptyTable() {
        assertTrue(chart(List.of(), List.of()).table().rows().isEmpty());
    }

    @Test
    void barsAreTabulatedByCategory() {
        Table table = new BarChart("t", "class", "rate", List.of("cat", "dog"),
                List.of(new BarChart.Bars("a", List.of(1.0, 2.0))), List.of()).table();
        assertEquals(List.of("class", "a"), table.headers());
        assertEquals(List.of(Cell.text("dog"), Cell.number(2)), table.rows().get(1));
    }

    @Test
    void hypergraphIsTabulatedByEdge() {
        Table table = graph(List.of("a", "b", "c"), new HypergraphChart.Edge("1", List.of(0, 1), List.of(2), "", "")).table();
        assertEquals(List.of("streams", "writes", "reads"), table.headers());
        assertEquals(List.of(List.of(Cell.text("1"), Cell.text("a, b"), Cell.text("c"))), table.rows());
        Table dashed = graph(List.of("a"), new HypergraphChart.Edge("1", List.of(0), List.of(), "of SiLU", "")).table();
        assertEquals(List.of("streams", "writes", "reads", "no balance"), dashed.headers());
        assertEquals(Cell.text("of SiLU"), dashed.rows().get(0).get(3));
    }

    @Test
    void listsAreCopied() {
        List<Point> points = new ArrayList<>(A.points());
        Series series = new Series("s", "s", Series.Style.LINE, points);
        points.clear();
        assertEquals(2, series.points().size());
        assertThrows(UnsupportedOperationException.class, () -> series.points().clear());
    }

    @Test
    void invalidModelsAreRejectedWithALocation() {
        refused("row 2: 1 cells, but there are 2 headers", () -> new Table("t", List.of("a", "b"),
                List.of(List.of(Cell.text("1"), Cell.text("2")), List.of(Cell.text("3")))));
        refused("series 's': 2 x, but 1 y", () -> Series.of("s", Series.Style.LINE, new double[2], new double[1]));
        refused("it needs a finite position", () -> ReferenceLine.horizontal(Double.NaN, "bar"));
        refused("axis 'y' is logarithmic", () -> chart(List.of(A), List.of(ReferenceLine.horizontal(0, "bar"))));
        refused("series 's': 1 values, but 2 categories", () -> bars(List.of("a", "b"), List.of()));
        refused("2 lower and 1 upper ends", () -> new BarChart.Bars("s", List.of(1.0), List.of(1.0, 2.0), List.of(1.0)));
        refused("categories repeat", () -> bars(List.of("a", "a"), List.of()));
        refused("vertices repeat", () -> graph(List.of("a", "a")));
        refused("edge '1': vertices from 0 to 2, but there are 2",
                () -> graph(List.of("a", "b"), new HypergraphChart.Edge("1", List.of(2), List.of(0), "", "")));
        refused("edge '1' has neither sources nor targets", () -> new HypergraphChart.Edge("1", List.of(), List.of(), "", ""));
        refused("is vertical", () -> bars(List.of("a"), List.of(ReferenceLine.vertical(1, "line"))));
    }

    private static XyChart chart(List<Series> series, List<ReferenceLine> lines) {
        return new XyChart("title", Axis.linear("x"), Axis.log("y"), series, lines);
    }

    private static HypergraphChart graph(List<String> vertices, HypergraphChart.Edge... edges) {
        return new HypergraphChart("t", "layer", "streams", vertices, List.of(edges),
                new HypergraphChart.Key("writes", "reads", "no balance"));
    }

    private static BarChart bars(List<String> categories, List<ReferenceLine> lines) {
        return new BarChart("t", "x", "y", categories, List.of(new BarChart.Bars("s", List.of(1.0))), lines);
    }

    private static void refused(String reason, Executable made) {
        String message = assertThrows(IllegalArgumentException.class, made).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
