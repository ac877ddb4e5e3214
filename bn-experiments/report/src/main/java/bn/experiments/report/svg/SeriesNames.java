package bn.experiments.report.svg;

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

import bn.experiments.report.Series;

/** The names of curves at their right ends, each behind a piece of its line or its marker, in place of a legend. */
final class SeriesNames extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 6;
    /** A curve whose end is further left than this share of the axis is too far from a name at the right. */
    private static final double FURTHEST = 0.6;
    /** The share of the chart's width that names may take. */
    private static final double WIDEST = 0.34;
    private static final double GAP = 8;
    private static final double SAMPLE = 20;
    private static final double LINE_HEIGHT = 1.25;

    private final transient List<Series> series;
    private final transient List<PlottedPoints> points;
    private final transient List<SeriesLook> looks;
    private final transient ChartSize size;

    private SeriesNames(List<Series> series, List<PlottedPoints> points, List<SeriesLook> looks, ChartSize size) {
        this.series = series;
        this.points = points;
        this.looks = looks;
        this.size = size;
    }

    /** The names; empty if the labels do not fit or a series has no last point; then a legend is drawn. */
    static Optional<SeriesNames> of(List<Series> series, List<PlottedPoints> points, List<SeriesLook> looks, ValueAxis x,
                                    ChartSize size) {
        SeriesNames names = new SeriesNames(series, points, looks, size);
        boolean fit = !series.isEmpty() && series.size() <= MOST && names.width() <= WIDEST * size.width
                && IntStream.range(0, series.size()).allMatch(i -> names.hasEnd(i, x));
        return fit ? Optional.of(names) : Optional.empty();
    }

    private boolean hasEnd(int i, ValueAxis x) {
        int end = points.get(i).end();
        Rectangle2D unit = new Rectangle2D.Double(0, 0, 1, 1);
        return end >= 0 && looks.get(i).marker() != Marker.DOT
                && x.valueToJava2D(points.get(i).x()[end], unit, RectangleEdge.BOTTOM) >= FURTHEST;
    }

    /** How much room they take right of the axes, in CSS pixels. */
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
        double[] places = Spread.of(IntStream.of(order).mapToDouble(i -> ends[i]).toArray(),
                LINE_HEIGHT * size.font().getSize(), area.getMinY(), area.getMaxY());
        g2.setFont(size.font());
        for (int k = 0; k < order.length; k++) {
            looks.get(order[k]).draw(g2, area.getMaxX() + GAP + SAMPLE / 2 - 3, places[k], SAMPLE - 6);
            g2.drawString(series.get(order[k]).name(), (float) (area.getMaxX() + GAP + SAMPLE),
                    (float) (places[k] + 0.36 * size.font().getSize()));
        }
    }
}
