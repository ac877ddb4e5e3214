package bn.experiments.report.svg;

import bn.experiments.report.ReferenceLine;
import bn.experiments.report.XyChart;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Direct labels instead of a legend: the name of each curve and of each reference line at its right end, after a sample of it. They
 * are outside the axes, so that they cover no data.
 */
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

    /** A label, and the value on the vertical axis where its line ends. */
    private record Label(String name, SeriesStyle style, double end) {
    }

    private final transient List<Label> labels;
    private final transient ChartSize size;

    private SeriesLabels(List<Label> labels, ChartSize size) {
        this.labels = labels;
        this.size = size;
    }

    /** The labels; empty if they do not fit or a line has no end at the right. Then a legend is drawn. */
    static Optional<SeriesLabels> of(XyChart chart, List<PlottedPoints> points, List<SeriesStyle> styles, ValueAxis x,
            ChartSize size) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            int end = points.get(i).end();
            if (styles.get(i).marker() == Marker.DOT || end < 0 || isFarFromTheRight(points.get(i).x()[end], x)) {
                return Optional.empty();
            }
            labels.add(new Label(chart.series().get(i).name(), styles.get(i), points.get(i).y()[end]));
        }
        for (ReferenceLine line : chart.referenceLines()) {
            if (line.direction() == ReferenceLine.Direction.VERTICAL) {
                return Optional.empty();
            }
            labels.add(new Label(line.label(), SeriesStyle.REFERENCE, line.at()));
        }
        SeriesLabels all = new SeriesLabels(labels, size);
        return labels.isEmpty() || labels.size() > MOST || all.width() > WIDEST * size.width ? Optional.empty()
                : Optional.of(all);
    }

    private static boolean isFarFromTheRight(double end, ValueAxis x) {
        return x.valueToJava2D(end, new Rectangle2D.Double(0, 0, 1, 1), RectangleEdge.BOTTOM) < LEFTMOST_END;
    }

    /** The width that the labels take to the right of the axes, in CSS pixels. */
    double width() {
        return GAP + SAMPLE + labels.stream().mapToDouble(each -> PlotStyle.widthOf(each.name(), size)).max().orElse(0);
    }

    @Override
    public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis x, ValueAxis y, int renderer,
            PlotRenderingInfo info) {
        List<Label> downwards = labels.stream()
                .sorted(Comparator.comparingDouble(each -> y.valueToJava2D(each.end(), area, RectangleEdge.LEFT))).toList();
        double[] places = LabelLayout.of(
                downwards.stream().mapToDouble(each -> y.valueToJava2D(each.end(), area, RectangleEdge.LEFT)).toArray(),
                LINE_HEIGHT * size.font().getSize(), area.getMinY(), area.getMaxY());
        g2.setFont(size.font());
        for (int k = 0; k < places.length; k++) {
            downwards.get(k).style().draw(g2, area.getMaxX() + GAP + SAMPLE / 2 - 3, places[k], SAMPLE - 6);
            g2.drawString(downwards.get(k).name(), (float) (area.getMaxX() + GAP + SAMPLE),
                    (float) (places[k] + 0.36 * size.font().getSize()));
        }
    }
}
