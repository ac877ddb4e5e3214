package bn.experiments.report.svg;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Draws the intervals behind the points of a chart: a light band along a line, a whisker at each marker of a series without line.
 */
final class IntervalAnnotation extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;

    /** A single band is visible, and several that overlap are not too dark. */
    private static final double BAND_OPACITY = 0.16;

    private final transient List<PlottedPoints> points;
    private final transient List<SeriesStyle> styles;

    IntervalAnnotation(List<PlottedPoints> points, List<SeriesStyle> styles) {
        this.points = points;
        this.styles = styles;
    }

    /** Notes for the reader: how intervals are drawn, and whether some are cut off at the lower end of the vertical axis. */
    static Stream<String> notes(List<PlottedPoints> points, List<SeriesStyle> styles, ValueAxis y) {
        List<Integer> with = IntStream.range(0, points.size()).filter(i -> points.get(i).hasIntervals()).boxed().toList();
        String kinds = with.stream().map(i -> styles.get(i).line() == null ? "whiskers" : "bands").distinct().sorted()
                .collect(Collectors.joining(" and "));
        boolean beyond = with.stream().anyMatch(i -> IntStream.range(0, points.get(i).x().length)
                .anyMatch(k -> points.get(i).hasInterval(k) && !(points.get(i).low()[k] >= y.getLowerBound())));
        return Stream.of(with.isEmpty() ? "" : "95% intervals are drawn as " + kinds + ".",
                beyond ? "Those that end at the lower edge reach further down." : "").filter(note -> !note.isEmpty());
    }

    @Override
    public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis x, ValueAxis y, int renderer,
            PlotRenderingInfo info) {
        for (int i = 0; i < points.size(); i++) {
            PlottedPoints each = points.get(i);
            int from = 0;
            while (from < each.x().length) {
                int to = from;
                while (to < each.x().length && each.hasInterval(to)) {
                    to++;
                }
                boolean isBand = styles.get(i).line() != null && to - from > 1;
                if (isBand) {
                    g2.setPaint(styles.get(i).color().placeholder(BAND_OPACITY));
                    g2.fill(band(each, from, to, area, x, y));
                }
                for (int k = from; k < to && !isBand; k++) {
                    g2.setPaint(styles.get(i).color().placeholder());
                    g2.setStroke(Whisker.STROKE);
                    g2.draw(Whisker.of(x.valueToJava2D(each.x()[k], area, RectangleEdge.BOTTOM), low(each, k, area, y),
                            y.valueToJava2D(each.high()[k], area, RectangleEdge.LEFT)));
                }
                from = to + 1;
            }
        }
    }

    private static Path2D band(PlottedPoints points, int from, int to, Rectangle2D area, ValueAxis x, ValueAxis y) {
        Path2D band = new Path2D.Double();
        band.moveTo(x.valueToJava2D(points.x()[from], area, RectangleEdge.BOTTOM), low(points, from, area, y));
        for (int k = from + 1; k < to; k++) {
            band.lineTo(x.valueToJava2D(points.x()[k], area, RectangleEdge.BOTTOM), low(points, k, area, y));
        }
        for (int k = to - 1; k >= from; k--) {
            band.lineTo(x.valueToJava2D(points.x()[k], area, RectangleEdge.BOTTOM),
                    y.valueToJava2D(points.high()[k], area, RectangleEdge.LEFT));
        }
        band.closePath();
        return band;
    }

    /** The vertical position of the lower end of an interval, not below the axis. */
    private static double low(PlottedPoints points, int k, Rectangle2D area, ValueAxis y) {
        double low = points.low()[k];
        return low >= y.getLowerBound() ? y.valueToJava2D(low, area, RectangleEdge.LEFT) : area.getMaxY();
    }
}
