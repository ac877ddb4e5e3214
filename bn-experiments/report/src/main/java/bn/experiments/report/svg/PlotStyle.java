package bn.experiments.report.svg;

import java.awt.BasicStroke;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;

/** The look that all charts share. */
final class PlotStyle {
    /** Grid lines and the axis line. */
    static final Stroke HAIRLINE = new BasicStroke(1);
    /** Around a marker, half of it below the marker. */
    static final Stroke RIM = new BasicStroke(2);
    private static final Stroke REFERENCE = dashed(1.5f, 7, 4);
    private static final Stroke[] LINES = {
        new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND), dashed(2, 8, 4), dashed(2, 2, 4)};
    private static final RectangleInsets LABEL_OFFSET = new RectangleInsets(3, 5, 3, 5);

    private PlotStyle() {
    }

    private static Stroke dashed(float width, float... pattern) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    /** The line of the n-th series, from 0, among those of one colour. */
    static Stroke line(int n) {
        return LINES[n % LINES.length];
    }

    /**
     * A bare chart: no legend, no frame, nothing behind it. The name of the vertical axis stands upright above it, in lines,
     * since beside a short axis it would have to be small.
     *
     * @param names how much room names need on the right
     */
    static JFreeChart bare(Plot plot, String verticalLabel, double names, ChartSize size) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(null);
        TextTitle title = new TextTitle(verticalLabel, size.font());
        title.setPaint(Ink.START_LABEL.color());
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPadding(0, 4, 6, 0);
        chart.setTitle(title);
        chart.setPadding(new RectangleInsets(4, 2, 2, 16 + names));
        return chart;
    }

    /** The look of the horizontal axis; a name that is longer than it is written smaller. */
    static void applyHorizontal(Axis axis, ChartSize size) {
        apply(axis, Ink.LABEL, size);
        double scale = Math.min(1, size.horizontalAxis() / widthOf(axis.getLabel(), size));
        axis.setLabelFont(size.font().deriveFont((float) (scale * size.font().getSize())));
        axis.setLabelPaint(Ink.LABEL.color());
    }

    /** The look of the vertical axis. */
    static void applyVertical(Axis axis, ChartSize size) {
        apply(axis, Ink.LEFT_LABEL, size);
    }

    private static void apply(Axis axis, Ink tickLabels, ChartSize size) {
        axis.setTickLabelFont(size.font());
        axis.setTickLabelPaint(tickLabels.color());
        axis.setTickMarksVisible(false);
        axis.setAxisLinePaint(Ink.AXIS.color());
        axis.setAxisLineStroke(HAIRLINE);
    }

    /** The width of a text in CSS pixels. */
    static double widthOf(String text, ChartSize size) {
        return size.font().getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
    }

    /** An interval in words. */
    static String interval(double low, double high) {
        return "95% interval: " + NumberText.of(low) + " to " + NumberText.of(high);
    }

    /** A reference line, its label where there is room: on its upper side, or on its inner side near the edge of the chart. */
    static ValueMarker reference(ReferenceLine line, ValueAxis axis, ChartSize size) {
        Rectangle2D unit = new Rectangle2D.Double(0, 0, 1, 1);
        ValueMarker marker = new ValueMarker(line.at(), Ink.REFERENCE.color(), REFERENCE);
        marker.setLabel(line.label());
        marker.setLabelFont(size.font());
        marker.setLabelOffset(LABEL_OFFSET);
        marker.setLabelBackgroundColor(Ink.CLEAR.color());
        if (line.direction() == ReferenceLine.Direction.HORIZONTAL) {
            boolean below = axis.valueToJava2D(line.at(), unit, RectangleEdge.LEFT) < 0.1;
            marker.setLabelPaint(Ink.REFERENCE.color());
            marker.setLabelAnchor(below ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(below ? TextAnchor.TOP_RIGHT : TextAnchor.BOTTOM_RIGHT);
        } else {
            boolean right = axis.valueToJava2D(line.at(), unit, RectangleEdge.BOTTOM) < 0.5;
            marker.setLabelPaint((right ? Ink.REFERENCE_START : Ink.REFERENCE).color());
            marker.setLabelAnchor(right ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
            marker.setLabelTextAnchor(right ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
        }
        return marker;
    }
}
