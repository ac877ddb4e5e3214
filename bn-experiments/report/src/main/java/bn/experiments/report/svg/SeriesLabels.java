package bn.experiments.report.svg;

import bn.experiments.report.Series;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Direct labels instead of a legend: the name of each curve at its right end, after a sample of its line and marker. */
final class SeriesLabels extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 6;
    /** A curve that ends left of this fraction of the axis is too far from a label at the right edge. */
    private static final double LEFTMOST_END = 0.6;
    /** The fraction of the chart's width that the labels may take. */
    private static final double WIDEST = 0.34;
    private static final double GAP = 8;
    private static final double SAMPLE = 20;
    private static final double LINE_HEIGHT = 1.25;

    private final transient List<Series> series;
    private final transient List<PlottedPoints> points;
    private final transient List<SeriesStyle> styles;
    private final transient ChartSize size;

    private SeriesLabels(List<Series> series, List<PlottedPoints> points, List<SeriesStyle> styles, ChartSize size) {
        this.series = series;
        this.points = points;
        this.styles = styles;
        this.size = size;
    }

    /** The labels; empty if they do not fit or a series has no last point. Then a legend is drawn. */
    static Optional<SeriesLabels> of(List<Series> series, List<PlottedPoints> points, List<SeriesStyle> styles, ValueAxis x,
            ChartSize size) {
        SeriesLabels labels = new SeriesLabels(series, points, styles, size);
        boolean fit = !series.isEmpty() && series.size() <= MOST && labels.width() <= WIDEST * size.width
                && IntStream.range(0, series.size()).allMatch(i -> labels.hasEnd(i, x));
        return fit ? Optional.of(labels) : Optional.empty();
    }

    private boolean hasEnd(int i, ValueAxis x) {
        int end = points.get(i).end();
        Rectangle2D unit = new Rectangle2D.Double(0, 0, 1, 1);
        return end >= 0 && styles.get(i).marker() != Marker.DOT
                && x.valueToJava2D(points.get(i).x()[end], unit, RectangleEdge.BOTTOM) >= LEFTMOST_END;
    }

    /** The width that the labels take to the right of the axes, in CSS pixels. */
    double width() {
        return GAP + SAMPLE + series.stream().mapToDouble(each -> PlotStyle.widthOf(each.name(), size)).max().orElse(0);
    }

    @Override
    public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis x, ValueAxis y, int renderer,
            PlotRenderingInfo info) {
        double[] ends = IntStream.range(0, series.size()).mapToDouble(i -> y.valueToJava2D(
                points.get(i).y()[points.get(i).end()], area, RectangleEdge.LEFT)).toArray();
        int[] order = IntStream.range(0, ends.length).boxed().sorted(Comparator.comparingDouble(i -> ends[i]))
                .mapToInt(Integer::intValue).toArray();
        double[] places = LabelLayout.of(IntStream.of(order).mapToDouble(i -> ends[i]).toArray(),
                LINE_HEIGHT * size.font().getSize(), area.getMinY(), area.getMaxY());
        g2.setFont(size.font());
        for (int k = 0; k < order.length; k++) {
            styles.get(order[k]).draw(g2, area.getMaxX() + GAP + SAMPLE / 2 - 3, places[k], SAMPLE - 6);
            g2.drawString(series.get(order[k]).name(), (float) (area.getMaxX() + GAP + SAMPLE),
                    (float) (places[k] + 0.36 * size.font().getSize()));
        }
    }
}
