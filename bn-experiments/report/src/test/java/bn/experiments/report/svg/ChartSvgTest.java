package bn.experiments.report.svg;

import static bn.experiments.report.svg.Drawn.COORDINATE;
import static bn.experiments.report.svg.Drawn.corners;
import static bn.experiments.report.svg.Drawn.places;
import static bn.experiments.report.svg.Drawn.stroke;
import static bn.experiments.report.svg.Drawn.text;
import static bn.experiments.report.svg.Drawn.tips;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Chart;
import bn.experiments.report.HypergraphChart;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.Xml;
import bn.experiments.report.XyChart;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class ChartSvgTest {
    private static final String TOO_LONG = "a name that is much too long for a label next to the end of a line of the chart";

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void linearAxisPreservesRatiosOfDifferences(ChartSize size) throws Exception {
        List<double[]> places = places(xy(Axis.linear("x"), Axis.linear("y"),
                series(new double[] {0, 1, 4}, new double[] {5, 7, -3})), size);
        assertEquals(4, (places.get(2)[0] - places.get(0)[0]) / (places.get(1)[0] - places.get(0)[0]), 0.02);
        assertEquals(-4, (places.get(2)[1] - places.get(0)[1]) / (places.get(1)[1] - places.get(0)[1]), 0.02);
        assertTrue(places.get(1)[1] < places.get(0)[1], "larger values are higher");
    }

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void logarithmicAxisShowsEqualRatiosAsEqualDistances(ChartSize size) throws Exception {
        List<double[]> places = places(xy(Axis.log("x"), Axis.log("y"),
                series(new double[] {1, 10, 100}, new double[] {2e-12, 2e-8, 2e-4})), size);
        assertEquals(places.get(1)[0] - places.get(0)[0], places.get(2)[0] - places.get(1)[0], 3 * COORDINATE);
        assertEquals(places.get(1)[1] - places.get(0)[1], places.get(2)[1] - places.get(1)[1], 3 * COORDINATE);
    }

    @Test
    void logarithmicAxisLeavesOutZeroAndSaysSo() throws Exception {
        ChartSvg chart = new ChartSvg(xy(Axis.linear("x"), Axis.log("y"),
                series(new double[] {1, 2, 3}, new double[] {1, 0, 10})));
        assertEquals(2, tips(chart.svg(ChartSize.WIDE)).size());
        assertEquals(List.of("s: 1 point at or below zero not drawn, since a logarithmic axis has no place there."),
                chart.notes());
    }

    @Test
    void pointsThatAreLeftOutDoNotExtendTheAxes() throws Exception {
        Chart with = xy(Axis.linear("x"), Axis.log("y"),
                series(new double[] {1, 2, -900, 900}, new double[] {1, 10, 0, Double.NaN}));
        Chart without = xy(Axis.linear("x"), Axis.log("y"), series(new double[] {1, 2}, new double[] {1, 10}));
        assertArrayEquals(places(without, ChartSize.WIDE).toArray(), places(with, ChartSize.WIDE).toArray());
    }

    @Test
    void missingPointBreaksTheLineAndIsReported() throws Exception {
        ChartSvg chart = new ChartSvg(xy(Axis.linear("x"), Axis.linear("y"), new Series("s", "s", Series.Style.LINE,
                series(new double[] {1, 2, 3, 4, 5}, new double[] {1, 2, Double.NaN, 2, 1}).points())));
        List<String> lines = Xml.all(Xml.parse(chart.svg(ChartSize.WIDE)), "path").stream()
                .filter(path -> stroke(path).equals("var(--chart-series-1)")).map(path -> path.getAttribute("d")).toList();
        assertEquals(2, lines.stream().mapToLong(d -> d.chars().filter(c -> c == 'M').count()).sum(), lines.toString());
        assertEquals(List.of("s: 1 point without a finite value not drawn."), chart.notes());
    }

    @Test
    void aPointWithoutNeighboursGetsAMarker() throws Exception {
        Series line = new Series("s", "s", Series.Style.LINE, series(new double[] {3}, new double[] {3e-7}).points());
        assertEquals(1, tips(new ChartSvg(xy(Axis.log("x"), Axis.log("y"), line)).svg(ChartSize.WIDE)).size());
    }

    @Test
    void emptySeriesGivesAnEmptyChart() throws Exception {
        for (Axis axis : List.of(Axis.linear("a"), Axis.linearFromZero("a"), Axis.log("a"))) {
            ChartSvg chart = new ChartSvg(xy(axis, axis, series(new double[0], new double[0])));
            assertTrue(tips(chart.svg(ChartSize.NARROW)).isEmpty());
            assertEquals(List.of("s: no points."), chart.notes());
        }
        Chart bars = new BarChart("none", "x", "y", List.of(), List.of(), List.of());
        assertTrue(tips(new ChartSvg(bars).svg(ChartSize.WIDE)).isEmpty());
        ChartSvg none = new ChartSvg(new XyChart("none", Axis.linear("x"), Axis.log("y"), List.of(), List.of()));
        assertTrue(none.legend(ChartSize.WIDE).isEmpty());
    }

    @Test
    void theSmallestAndTheLargestDoublesAreDrawn() throws Exception {
        assertEquals(2, places(xy(Axis.log("x"), Axis.log("y"),
                series(new double[] {1e-300, 1e300}, new double[] {1e-307, 1e308})), ChartSize.WIDE).size());
    }

    @Test
    void valuesThatDifferByRoundingErrorsAreDrawnAsEqual() throws Exception {
        List<double[]> places = places(xy(Axis.linear("x"), Axis.linear("y"),
                series(new double[] {1, 2, 3}, new double[] {3.2, 3.2 + 1e-12, 3.2 - 1e-12})), ChartSize.WIDE);
        assertEquals(places.get(0)[1], places.get(1)[1], COORDINATE);
        assertEquals(places.get(0)[1], places.get(2)[1], COORDINATE);
    }

    @Test
    void barsBeginAtZero() throws Exception {
        List<Element> tips = tips(new ChartSvg(new BarChart("t", "x", "y", List.of("a", "b"),
                List.of(new BarChart.Bars("s", List.of(200.0, 190.0))), List.of())).svg(ChartSize.WIDE));
        assertEquals(200.0 / 190, Double.parseDouble(tips.get(0).getAttribute("height"))
                / Double.parseDouble(tips.get(1).getAttribute("height")), 0.001);
    }

    @Test
    void lengthsOfBarsAreProportionalToTheirValues() throws Exception {
        ChartSvg chart = new ChartSvg(new BarChart("t", "x", "y", List.of("a", "b", "c", "d"),
                List.of(new BarChart.Bars("s", List.of(200.0, 100.0, -50.0, Double.NaN))), List.of()));
        List<Double> heights = tips(chart.svg(ChartSize.WIDE)).stream()
                .map(tip -> Double.valueOf(tip.getAttribute("height"))).toList();
        assertEquals(3, heights.size());
        // The heights are about 215, 108 and 54, each written with one decimal.
        assertEquals(2, heights.get(0) / heights.get(1), 0.01);
        assertEquals(2, heights.get(1) / heights.get(2), 0.01);
        assertEquals(List.of("s, d: no bar, since there is no finite value."), chart.notes());
    }

    @Test
    void referenceLineIsInViewAndHasItsLabel() throws Exception {
        Element svg = Xml.parse(new ChartSvg(new XyChart("t", Axis.linear("x"), Axis.log("y"),
                List.of(series(new double[] {1, 2}, new double[] {1e-14, 1e-13})),
                List.of(ReferenceLine.horizontal(1e-10, "the bar")))).svg(ChartSize.WIDE));
        Element label = text(svg, "the bar");
        double y = Double.parseDouble(label.getAttribute("y"));
        assertTrue(y > 0 && y < ChartSize.WIDE.height, "label at " + y);
        assertEquals("10⁻¹⁰", text(svg, "10⁻¹⁰").getTextContent(), "the axis reaches the line");
    }

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void numbersOfTheAxesAreInsideTheFrameAndNoTextIsOnAMarker(ChartSize size) throws Exception {
        double[] x = {1000, 2000, 5000, 10_000};
        Series flat = Series.of("level", Series.Style.LINE_AND_MARKERS, x, new double[4]);
        for (Chart chart : List.of(
                // The last number is at the right end of the axis, first with a label after it, then without.
                new XyChart("t", Axis.log("x"), Axis.linear("y"), List.of(flat), List.of(ReferenceLine.horizontal(0, "none"))),
                new XyChart("t", Axis.log("x"), Axis.linear("y"), List.of(flat),
                        List.of(ReferenceLine.horizontal(0, TOO_LONG), ReferenceLine.vertical(2000, "here"))),
                new XyChart("t", new Axis("x", Axis.Scale.LINEAR), Axis.linear("y"),
                        List.of(Series.of(TOO_LONG, Series.Style.MARKERS, new double[] {0, 1_060_000}, new double[2])),
                        List.of()))) {
            String svg = new ChartSvg(chart).svg(size);
            List<Rectangle2D> markers = places(chart, size).stream()
                    .map(at -> (Rectangle2D) new Rectangle2D.Double(at[0] - 4, at[1] - 4, 8, 8)).toList();
            for (Element text : Xml.all(Xml.parse(svg), "text")) {
                Rectangle2D box = Drawn.box(text, size);
                assertTrue(box.getMinX() >= 0 && box.getMaxX() <= size.width, text.getTextContent() + " at " + box);
                assertTrue(markers.stream().noneMatch(box::intersects), text.getTextContent() + " is on a marker");
            }
        }
    }

    @Test
    void twoMeasurementsAreNotJoinedByALineAndThreeAre() throws Exception {
        double[] gap = {1, 2, Double.NaN, 4, 5};
        for (Series apart : List.of(series(new double[] {1, 2}, new double[] {1, 2}), series(gap, gap))) {
            assertTrue(corners(xy(Axis.linear("x"), Axis.linear("y"), apart), ChartSize.WIDE, "stroke", 2).isEmpty());
        }
        Series curve = Series.of("s", Series.Style.LINE, new double[] {1, 2}, new double[] {1, 2});
        assertEquals(1, corners(xy(Axis.linear("x"), Axis.linear("y"), curve), ChartSize.WIDE, "stroke", 2).size());
        Series three = series(new double[] {1, 2, 3}, new double[] {1, 2, 3});
        assertEquals(1, corners(xy(Axis.linear("x"), Axis.linear("y"), three), ChartSize.WIDE, "stroke", 3).size());
    }

    @Test
    void referenceLinesAreInTheLegendIfThereIsOne() {
        ReferenceLine line = ReferenceLine.horizontal(1, "as predicted");
        ChartSvg bars = new ChartSvg(new BarChart("t", "x", "y", List.of("a"), List.of(new BarChart.Bars("s", List.of(1.0))),
                List.of(line)));
        Series cloud = Series.of(TOO_LONG, Series.Style.LINE, new double[] {1, 2}, new double[] {1, 2});
        ChartSvg xy = new ChartSvg(new XyChart("t", Axis.linear("x"), Axis.linear("y"), List.of(cloud), List.of(line)));
        assertEquals(List.of("s", "as predicted"), bars.legend(ChartSize.WIDE).stream().map(LegendEntry::name).toList());
        assertEquals(List.of(TOO_LONG, "as predicted"), xy.legend(ChartSize.WIDE).stream().map(LegendEntry::name).toList());
    }

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void onlyColoursOfThePageAreUsedAndNothingIsOutsideTheFrame(ChartSize size) throws Exception {
        for (Chart chart : List.of(
                xy(Axis.log("x axis"), Axis.log("y axis"), series(new double[] {1e-9, 1e9}, new double[] {1e20, 1e-20})),
                new BarChart("t", "x axis", "y axis", List.of("a long category", "incomprehensibilities", "c"),
                        List.of(new BarChart.Bars("s", List.of(1.0, 2.0, 3.0))), List.of(ReferenceLine.horizontal(2, "bar"))),
                new HypergraphChart("t", "y axis", "x axis", List.of("first", TOO_LONG), List.of(
                        new HypergraphChart.Edge("1", List.of(0), List.of(1), "", "tip"),
                        new HypergraphChart.Edge("2", List.of(0), List.of(0), "why", "tip")),
                        new HypergraphChart.Key("s", "t", "d")))) {
            Element svg = Xml.parse(new ChartSvg(chart).svg(size));
            assertEquals("x axis", text(svg, "x axis").getTextContent());
            assertEquals("y axis", text(svg, "y axis").getTextContent());
            for (Element each : Xml.all(svg, "*")) {
                Matcher colour = Pattern.compile("(?:fill|stroke):([^;]*)").matcher(each.getAttribute("style"));
                while (colour.find()) {
                    assertTrue(colour.group(1).matches("none|var\\(--chart-[a-z0-9-]+\\)"), each.getAttribute("style"));
                }
                for (String horizontal : List.of("x", "x1", "x2")) {
                    if (each.hasAttribute(horizontal) && !hasTransform(each)) {
                        double x = Double.parseDouble(each.getAttribute(horizontal));
                        assertTrue(x >= 0 && x <= size.width, each.getTagName() + " at " + x);
                    }
                }
            }
        }
    }

    @Test
    void seriesHaveTheSameColourIfTheyAreOfTheSameGroup() {
        Series theory = Series.of(TOO_LONG, Series.Style.LINE_AND_MARKERS, new double[] {1, 2}, new double[] {1, 2});
        ChartSvg chart = new ChartSvg(xy(Axis.linear("x"), Axis.linear("y"), theory.inGroup("rate"), theory.inGroup("rate"),
                theory.inGroup("other")));
        List<LegendEntry> legend = chart.legend(ChartSize.WIDE);
        List<String> colours = legend.stream()
                .map(entry -> entry.svg().replaceAll("(?s).*(--chart-series-\\d).*", "$1")).toList();
        assertEquals(List.of("--chart-series-1", "--chart-series-1", "--chart-series-2"), colours);
        assertNotEquals(legend.get(0).svg(), legend.get(1).svg());
    }

    @Test
    void everyDotOfALargeScatterPlotIsDrawn() throws Exception {
        double[] x = IntStream.range(0, 500).mapToDouble(i -> i * 37 % 500).toArray();
        String svg = new ChartSvg(xy(Axis.linear("x"), Axis.linear("y"), Series.of("s", Series.Style.MARKERS, x, x)))
                .svg(ChartSize.WIDE);
        assertEquals(500, Xml.all(Xml.parse(svg), "circle").size());
        assertTrue(tips(svg).isEmpty());
    }

    @Test
    void markupInNamesIsEscaped() throws Exception {
        String hostile = "</svg><script>alert(1)</script>&\"'";
        Series series = Series.of(hostile, Series.Style.MARKERS, new double[] {1}, new double[] {1});
        String svg = new ChartSvg(new XyChart(hostile, Axis.linear(hostile), Axis.linear(hostile), List.of(series),
                List.of(ReferenceLine.vertical(1, hostile)))).svg(ChartSize.WIDE);
        Element root = Xml.parse(svg);
        assertTrue(Xml.all(root, "script").isEmpty());
        assertTrue(tips(svg).get(0).getTextContent().startsWith(hostile));
        assertFalse(svg.contains("<script"));
    }

    private static XyChart xy(Axis x, Axis y, Series... series) {
        return new XyChart("title", x, y, List.of(series), List.of());
    }

    private static Series series(double[] x, double[] y) {
        return Series.of("s", Series.Style.LINE_AND_MARKERS, x, y);
    }

    private static boolean hasTransform(Element element) {
        return Stream.iterate(element, Objects::nonNull, e -> e.getParentNode() instanceof Element parent ? parent : null)
                .anyMatch(e -> e.hasAttribute("transform"));
    }
}
