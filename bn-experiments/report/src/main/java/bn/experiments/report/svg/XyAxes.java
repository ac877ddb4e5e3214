package bn.experiments.report.svg;

import bn.experiments.report.Axis;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.XyChart;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/**
 * The axes of an {@link XyChart}. Their ranges include its points, their intervals and its reference lines.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 */
record XyAxes(ValueAxis x, ValueAxis y) {
    /** On a logarithmic axis, ends of intervals are in view down to the smallest point divided by this. */
    private static final double BELOW_POINTS = 10;

    static XyAxes of(XyChart chart, List<PlottedPoints> points, ChartSize size) {
        ValueAxis x = axis(chart, chart.x(), ReferenceLine.Direction.VERTICAL, points.stream().map(PlottedPoints::x), size);
        x.setLabel(chart.horizontalLabel());
        PlotStyle.applyHorizontal(x, size);
        // Otherwise an interval whose lower end is close to zero would take most of a logarithmic axis.
        double floor = chart.y().scale() != Axis.Scale.LOG ? Double.NEGATIVE_INFINITY : points.stream()
                .flatMapToDouble(each -> DoubleStream.of(each.y())).filter(Double::isFinite).min().orElse(0) / BELOW_POINTS;
        ValueAxis y = axis(chart, chart.y(), ReferenceLine.Direction.HORIZONTAL,
                points.stream().map(each -> each.heights(floor)), size);
        PlotStyle.applyVertical(y, size);
        return new XyAxes(x, y);
    }

    /** The room that the numbers below the horizontal axis need to its right, beyond what every chart has, in CSS pixels. */
    double overhang(ChartSize size) {
        List<?> ticks = x.refreshTicks(new SvgCanvas(), new AxisState(),
                new Rectangle2D.Double(0, 0, size.horizontalAxis(), 1), RectangleEdge.BOTTOM);
        double widest = ticks.stream().mapToDouble(tick -> PlotStyle.widthOf(((ValueTick) tick).getText(), size)).max().orElse(0);
        return Math.max(0, widest / 2 - PlotStyle.RIGHT);
    }

    private static ValueAxis axis(XyChart chart, Axis axis, ReferenceLine.Direction crossing, Stream<double[]> places,
            ChartSize size) {
        double[] values = DoubleStream.concat(places.flatMapToDouble(DoubleStream::of).filter(Double::isFinite),
                chart.referenceLines().stream().filter(line -> line.direction() == crossing).mapToDouble(ReferenceLine::at))
                .toArray();
        Range range = ValueRange.of(values, axis.scale());
        ValueAxis drawn;
        if (axis.scale() == Axis.Scale.LOG) {
            drawn = new DecadeAxis(size.labels);
        } else {
            NumberAxis linear = new NumberAxis();
            linear.setTickUnit(TickSpacing.of(range, size.labels, DoubleStream.of(values).allMatch(v -> v == Math.rint(v))));
            drawn = linear;
        }
        drawn.setRange(range);
        return drawn;
    }
}
