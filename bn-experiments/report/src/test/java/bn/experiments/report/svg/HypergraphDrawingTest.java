package bn.experiments.report.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.HypergraphChart;
import bn.experiments.report.HypergraphChart.Edge;
import bn.experiments.report.Xml;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class HypergraphDrawingTest {
    /** A residual block: the stem and the second layer write what the first layer and the classifier read. */
    private static final HypergraphChart BLOCK = chart(List.of("stem", "first", "second", "classifier"),
            new Edge("1", List.of(0, 2), List.of(1, 3), "", "stream 1"),
            new Edge("2", List.of(1), List.of(2), "of SiLU", "stream 2"));

    private static HypergraphChart chart(List<String> vertices, Edge... edges) {
        return new HypergraphChart("t", "layer", "streams", vertices, List.of(edges),
                new HypergraphChart.Key("writes", "reads", "no balance"));
    }

    private static HypergraphChart rows(int count) {
        return chart(IntStream.range(0, count).mapToObj(i -> "features.denseblock" + i + ".a.layer.with.a.long.name.norm" + i)
                .toList());
    }

    private static Element svg(HypergraphChart chart, ChartSize size) throws Exception {
        return Xml.parse(new ChartSvg(chart).svg(size));
    }

    /** The vertical positions of the circles of the first edge, filled or not. */
    private static List<Double> circles(Element svg, boolean filled) {
        return Xml.all(svg, "circle").stream().filter(circle -> Drawn.fill(circle).equals("var(--chart-series-1)") == filled)
                .filter(circle -> filled || Drawn.stroke(circle).equals("var(--chart-series-1)"))
                .map(circle -> Double.valueOf(circle.getAttribute("cy"))).toList();
    }

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void sourcesAreFilledAndTargetsAreRingsInTheRowsOfTheirNames(ChartSize size) throws Exception {
        Element svg = svg(BLOCK, size);
        // The baseline of a name is some pixels below the middle of its row.
        double below = size.font().getSize() / 2.0;
        assertRows(svg, List.of("stem", "second"), circles(svg, true), below);
        assertRows(svg, List.of("first", "classifier"), circles(svg, false), below);
    }

    private static void assertRows(Element svg, List<String> names, List<Double> rows, double tolerance) {
        assertEquals(names.size(), rows.size());
        for (int i = 0; i < names.size(); i++) {
            assertEquals(Drawn.down(Drawn.text(svg, names.get(i))), rows.get(i), tolerance);
        }
    }

    @Test
    void edgeIsALineFromItsFirstToItsLastRowWithATooltip() throws Exception {
        List<Element> tips = Drawn.tips(new ChartSvg(BLOCK).svg(ChartSize.WIDE));
        assertEquals(List.of("stream 1", "stream 2"), tips.stream().map(Element::getTextContent).toList());
        double row = (height(tips.get(0)) - 2 * EdgeMark.RADIUS) / 3;
        assertEquals(row + 2 * EdgeMark.RADIUS, height(tips.get(1)), 2 * Drawn.COORDINATE);
    }

    private static double height(Element tip) {
        return Double.parseDouble(tip.getAttribute("height"));
    }

    @Test
    void dashedEdgeIsInTheLegendIfThereIsOne() {
        assertEquals(List.of("writes", "reads", "no balance"),
                new ChartSvg(BLOCK).legend(ChartSize.WIDE).stream().map(LegendEntry::name).toList());
        assertEquals(List.of("writes", "reads"),
                new ChartSvg(rows(2)).legend(ChartSize.NARROW).stream().map(LegendEntry::name).toList());
        assertTrue(new ChartSvg(BLOCK).svg(ChartSize.WIDE).contains("stroke-dasharray"));
    }

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void everyRowHasItsNameAndItsHeightHoweverManyThereAre(ChartSize size) throws Exception {
        for (int count : new int[] {0, 1, 181}) {
            Element svg = svg(rows(count), size);
            List<Double> names = Xml.all(svg, "text").stream().filter(text -> text.getTextContent().contains("norm"))
                    .map(Drawn::down).sorted().toList();
            assertEquals(count, names.size());
            for (int i = 1; i < count; i++) {
                assertTrue(names.get(i) - names.get(i - 1) >= size.font().getSize(), names.toString());
            }
        }
    }

    @Test
    void longNameLosesItsBeginning() throws Exception {
        String name = rows(1).vertices().get(0);
        List<String> drawn = Xml.all(svg(rows(1), ChartSize.NARROW), "text").stream().map(Element::getTextContent)
                .filter(text -> text.endsWith("norm0")).toList();
        assertTrue(drawn.get(0).startsWith("…") && name.endsWith(drawn.get(0).substring(1)), drawn.toString());
    }

    @Test
    void vertexThatIsSourceAndTargetHasBothMarks() throws Exception {
        Element svg = svg(chart(List.of("a", "b"), new Edge("1", List.of(0), List.of(0, 1), "", "")), ChartSize.WIDE);
        assertEquals(1, circles(svg, true).size());
        assertEquals(2, circles(svg, false).size());
    }
}
