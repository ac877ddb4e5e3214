package bn.experiments.report.svg;

import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import java.awt.BasicStroke;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;

/** The style that all charts share. */
final class PlotStyle {
    /** Grid lines and the axis line. */
    static final Stroke HAIRLINE = new BasicStroke(1);
    /** The rim of a marker; its inner half is covered by the marker. */
    static final Stroke RIM = new BasicStroke(2);
    /** A reference line. */
    static final Stroke REFERENCE = dashed(1.5f, 7, 4);
    private static final Stroke[] LINES = {
            new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND), dashed(2, 8, 4), dashed(2, 2, 4)};
    /** The least room to the right of the axes. */
    static final double RIGHT = 16;

    private PlotStyle() {
    }

    private static Stroke dashed(float width, float... pattern) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    /** The line style of the n-th series, from 0, of one colour. */
    static Stroke line(int n) {
        return LINES[n % LINES.length];
    }

    /**
     * A chart without legend, frame and background. The name of the vertical axis is written horizontally above the axis: next to
     * a short axis it would have to be small.
     *
     * @param right the width that labels need to the right of the axes, in CSS pixels
     */
    static JFreeChart bare(Plot plot, String verticalLabel, double right, ChartSize size) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(null);
        TextTitle title = new TextTitle(verticalLabel, size.font());
        title.setPaint(ChartColor.START_LABEL.placeholder());
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPadding(0, 4, 6, 0);
        chart.setTitle(title);
        chart.setPadding(new RectangleInsets(4, 2, 2, RIGHT + right));
        return chart;
    }

    /** Styles the horizontal axis. If its name is longer than the axis, the font is reduced. */
    static void applyHorizontal(Axis axis, ChartSize size) {
        apply(axis, ChartColor.LABEL, size);
        double scale = Math.min(1, size.horizontalAxis() / widthOf(axis.getLabel(), size));
        axis.setLabelFont(size.font().deriveFont((float) (scale * size.font().getSize())));
        axis.setLabelPaint(ChartColor.LABEL.placeholder());
    }

    /** Styles the vertical axis. */
    static void applyVertical(Axis axis, ChartSize size) {
        apply(axis, ChartColor.LEFT_LABEL, size);
    }

    private static void apply(Axis axis, ChartColor tickLabels, ChartSize size) {
        axis.setTickLabelFont(size.font());
        axis.setTickLabelPaint(tickLabels.placeholder());
        axis.setTickMarksVisible(false);
        axis.setAxisLinePaint(ChartColor.AXIS.placeholder());
        axis.setAxisLineStroke(HAIRLINE);
    }

    /** The width of a text in CSS pixels. */
    static double widthOf(String text, ChartSize size) {
        return size.font().getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
    }

    /** An interval as text for tooltips. */
    static String interval(double low, double high) {
        return "95% interval: " + NumberText.of(low) + " to " + NumberText.of(high);
    }

    /** A reference line. Its label is next to the axes or in the legend: within the axes it would cover data. */
    static ValueMarker reference(ReferenceLine line) {
        return new ValueMarker(line.at(), ChartColor.REFERENCE.placeholder(), REFERENCE);
    }
}
