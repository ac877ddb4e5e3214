package bn.experiments.report.svg;

import static bn.experiments.report.svg.Drawn.COORDINATE;
import static bn.experiments.report.svg.Drawn.corners;
import static bn.experiments.report.svg.Drawn.places;
import static bn.experiments.report.svg.Drawn.stroke;
import static bn.experiments.report.svg.Drawn.tips;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Chart;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.report.Xml;
import bn.experiments.report.XyChart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class IntervalAnnotationTest {

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void whiskersEndWhereTheIntervalsEnd(ChartSize size) throws Exception {
        Chart chart = chart(Axis.linear("y"), Series.Style.MARKERS,
                new Point(0, 0), new Point(1, 10), new Point(2, 4, 3, 20));
        List<double[]> places = places(chart, size);
        List<double[]> whisker = corners(chart, size, "stroke", 6).get(0);
        double unit = (places.get(1)[1] - places.get(0)[1]) / 10;
        assertEquals(places.get(0)[1] + 3 * unit, whisker.get(0)[1], 3 * COORDINATE);
        assertEquals(places.get(0)[1] + 20 * unit, whisker.get(5)[1], 3 * COORDINATE);
        assertEquals(places.get(2)[0], (whisker.get(0)[0] + whisker.get(1)[0]) / 2, COORDINATE);
        assertTrue(whisker.get(5)[1] > 0, "in view");
        assertEquals(List.of("95% intervals are drawn as whiskers."), new ChartSvg(chart).notes());
    }

    @Test
    void bandsFollowLinesAndHaveGapsWhereThereIsNoInterval() throws Exception {
        Chart chart = chart(Axis.log("y"), Series.Style.LINE_AND_MARKERS,
                new Point(0, 1), new Point(1, 10, 1, 100), new Point(2, 10, 10, 100), new Point(3, 1));
        List<double[]> places = places(chart, ChartSize.WIDE);
        List<double[]> band = corners(chart, ChartSize.WIDE, "fill", 4).get(0);
        double decade = places.get(1)[1] - places.get(0)[1];
        double[][] expected = {{1, 0}, {2, 1}, {2, 2}, {1, 2}};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(places.get((int) expected[i][0])[0], band.get(i)[0], COORDINATE);
            assertEquals(places.get(0)[1] + expected[i][1] * decade, band.get(i)[1], 3 * COORDINATE);
        }
        assertEquals(List.of("95% intervals are drawn as bands."), new ChartSvg(chart).notes());
    }

    @Test
    void anIntervalThatIncludesZeroEndsAtTheLowerEdgeOfALogarithmicAxis() throws Exception {
        Chart without = chart(Axis.log("y"), Series.Style.MARKERS, new Point(1, 1), new Point(2, 100));
        for (double low : new double[] {-1, 0, 1e-30}) {
            Chart chart = chart(Axis.log("y"), Series.Style.MARKERS, new Point(1, 1, low, 1), new Point(2, 100));
            assertArrayEquals(places(without, ChartSize.WIDE).toArray(), places(chart, ChartSize.WIDE).toArray());
            double axis = Xml.all(Xml.parse(new ChartSvg(chart).svg(ChartSize.WIDE)), "line").stream()
                    .mapToDouble(line -> Double.parseDouble(line.getAttribute("y2"))).max().orElseThrow();
            assertEquals(axis, corners(chart, ChartSize.WIDE, "stroke", 6).get(0).get(0)[1], COORDINATE);
            assertTrue(new ChartSvg(chart).notes().contains("Those that end at the lower edge reach further down."));
        }
    }

    @Test
    void whiskersOfBarsEndWhereTheIntervalsEnd() throws Exception {
        BarChart chart = new BarChart("t", "x", "y", List.of("a", "b"), List.of(new BarChart.Bars("s", List.of(10.0, 10.0),
                List.of(5.0, Double.NaN), List.of(20.0, Double.NaN))), List.of());
        Element svg = Xml.parse(new ChartSvg(chart).svg(ChartSize.WIDE));
        Element bar = tips(new ChartSvg(chart).svg(ChartSize.WIDE)).get(0);
        double top = Double.parseDouble(bar.getAttribute("y"));
        double height = Double.parseDouble(bar.getAttribute("height"));
        List<Element> whiskers = Xml.all(svg, "path").stream().filter(path -> stroke(path).equals("var(--chart-label)")).toList();
        assertEquals(1, whiskers.size());
        List<double[]> whisker = corners(whiskers.get(0));
        assertEquals(top + height / 2, whisker.get(0)[1], 3 * COORDINATE);
        assertEquals(top - height, whisker.get(5)[1], 3 * COORDINATE);
        assertTrue(whisker.get(5)[1] > 0, "in view");
    }

    private static Chart chart(Axis y, Series.Style style, Point... points) {
        return new XyChart("title", Axis.linear("x"), y, List.of(new Series("s", "s", style, List.of(points))), List.of());
    }
}
