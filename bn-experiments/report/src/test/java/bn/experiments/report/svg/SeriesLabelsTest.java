package bn.experiments.report.svg;

import static bn.experiments.report.svg.Drawn.COORDINATE;
import static bn.experiments.report.svg.Drawn.corners;
import static bn.experiments.report.svg.Drawn.down;
import static bn.experiments.report.svg.Drawn.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.Axis;
import bn.experiments.report.Chart;
import bn.experiments.report.Series;
import bn.experiments.report.Xml;
import bn.experiments.report.XyChart;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class SeriesLabelsTest {

    @ParameterizedTest
    @EnumSource(ChartSize.class)
    void labelsAreAtTheEndsOfTheirLinesWithoutOverlap(ChartSize size) throws Exception {
        double[] ends = {50, 50.1, 50.2, 50.3, 50.4, 80};
        Chart chart = chart(IntStream.range(0, ends.length).mapToObj(i -> Series.of("line " + i, Series.Style.LINE,
                new double[] {0, 5, 10}, new double[] {0, 100, ends[i]})).toList());
        assertTrue(new ChartSvg(chart).legend(size).isEmpty());
        Element svg = Xml.parse(new ChartSvg(chart).svg(size));
        List<Element> names = IntStream.range(0, 6).mapToObj(i -> text(svg, "line " + i)).toList();
        List<double[]> places = corners(chart, size, "stroke", 3).stream().map(line -> line.get(2)).toList();
        for (int i = 0; i < 6; i++) {
            double x = Double.parseDouble(names.get(i).getAttribute("x"));
            assertTrue(x > places.get(i)[0] && x + PlotStyle.widthOf("line 0", size) <= size.width, "line " + i + " at " + x);
            if (i > 0) {
                assertTrue(down(names.get(i - 1)) - down(names.get(i)) >= size.font().getSize(), "a larger value is higher");
            }
        }
        // The baseline of a label is 0.36 of the font size below its middle.
        double middle = IntStream.range(0, 5).mapToDouble(i -> down(names.get(i))).average().orElseThrow();
        double end = places.stream().limit(5).mapToDouble(place -> place[1]).average().orElseThrow();
        assertEquals(end + 0.36 * size.font().getSize(), middle, 3 * COORDINATE);
        assertEquals(places.get(5)[1] + 0.36 * size.font().getSize(), down(names.get(5)), COORDINATE);
    }

    @Test
    void aLegendIsDrawnIfALabelDoesNotFitOrASeriesHasNoEnd() {
        double[] x = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        Series line = Series.of("line", Series.Style.LINE, x, x);
        for (List<Series> series : List.of(
                List.of(line, Series.of("x".repeat(60), Series.Style.LINE, x, x)),
                List.of(line, Series.of("cloud", Series.Style.MARKERS, x, x)),
                List.of(line, Series.of("back and forth", Series.Style.LINE, new double[] {1, 99, 2}, new double[3])),
                List.of(line, Series.of("ends early", Series.Style.LINE, new double[] {1, 40}, new double[2])),
                Collections.nCopies(7, line))) {
            ChartSvg chart = new ChartSvg(chart(series));
            assertEquals(series.stream().map(Series::name).toList(),
                    chart.legend(ChartSize.WIDE).stream().map(LegendEntry::name).toList());
        }
        assertTrue(new ChartSvg(chart(List.of(line))).legend(ChartSize.WIDE).isEmpty());
    }

    private static Chart chart(List<Series> series) {
        return new XyChart("title", Axis.linear("x"), Axis.linear("y"), series, List.of());
    }
}
