package bn.experiments.report.svg;

import bn.experiments.report.NumberText;
import bn.experiments.report.Point;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.XyChart;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/** Lays out an {@link XyChart}. */
final class XyDrawing implements Drawing {
    private final XyChart chart;
    private final List<PlottedPoints> points;
    private final List<SeriesStyle> styles;

    XyDrawing(XyChart chart) {
        this.chart = chart;
        this.points = chart.series().stream().map(series -> PlottedPoints.of(series, chart)).toList();
        this.styles = SeriesStyle.of(chart.series(), points);
    }

    @Override
    public JFreeChart chart(ChartSize size) {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < points.size(); i++) {
            data.addSeries(i, new double[][] {points.get(i).x(), points.get(i).y()});
        }
        XyAxes axes = XyAxes.of(chart, points, size);
        XYLineAndShapeRenderer lines = lines();
        lines.addAnnotation(new IntervalAnnotation(points, styles), Layer.BACKGROUND);
        lines.addAnnotation(new MarkerAnnotation(points, styles, this::tip), Layer.FOREGROUND);
        XYPlot plot = new XYPlot(data, axes.x(), axes.y(), lines);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        drawGrid(plot);
        for (ReferenceLine line : chart.referenceLines()) {
            if (line.direction() == ReferenceLine.Direction.HORIZONTAL) {
                plot.addRangeMarker(PlotStyle.reference(line), Layer.FOREGROUND);
            } else {
                plot.addDomainMarker(PlotStyle.reference(line), Layer.FOREGROUND);
            }
        }
        Optional<SeriesLabels> labels = labels(axes, size);
        labels.ifPresent(plot::addAnnotation);
        return PlotStyle.bare(plot, chart.verticalLabel(), labels.map(SeriesLabels::width).orElse(axes.overhang(size)), size);
    }

    private Optional<SeriesLabels> labels(XyAxes axes, ChartSize size) {
        return SeriesLabels.of(chart, points, styles, axes.x(), size);
    }

    private static void drawGrid(XYPlot plot) {
        plot.setDomainGridlinePaint(ChartColor.GRID.placeholder());
        plot.setDomainGridlineStroke(PlotStyle.HAIRLINE);
        plot.setRangeGridlinePaint(ChartColor.GRID.placeholder());
        plot.setRangeGridlineStroke(PlotStyle.HAIRLINE);
        plot.setDomainMinorGridlinesVisible(true);
        plot.setDomainMinorGridlinePaint(ChartColor.MINOR_GRID.placeholder());
        plot.setDomainMinorGridlineStroke(PlotStyle.HAIRLINE);
        plot.setRangeMinorGridlinesVisible(true);
        plot.setRangeMinorGridlinePaint(ChartColor.MINOR_GRID.placeholder());
        plot.setRangeMinorGridlineStroke(PlotStyle.HAIRLINE);
    }

    private XYLineAndShapeRenderer lines() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < styles.size(); i++) {
            renderer.setSeriesPaint(i, styles.get(i).color().placeholder());
            renderer.setSeriesLinesVisible(i, styles.get(i).line() != null);
            renderer.setSeriesStroke(i, styles.get(i).line());
        }
        return renderer;
    }

    private String tip(int series, int item) {
        Point point = chart.series().get(series).points().get(item);
        return chart.series().get(series).name()
                + "\n" + chart.x().label() + ": " + NumberText.of(point.x())
                + "\n" + chart.y().label() + ": " + NumberText.of(point.y())
                + (point.interval() ? "\n" + PlotStyle.interval(point.low(), point.high()) : "");
    }

    @Override
    public List<LegendEntry> legend(ChartSize size) {
        return labels(XyAxes.of(chart, points, size), size).isPresent() ? List.of() : Stream.concat(
                IntStream.range(0, styles.size())
                        .mapToObj(i -> new LegendEntry(chart.series().get(i).name(), LegendSymbol.of(styles.get(i)))),
                LegendSymbol.of(chart.referenceLines())).toList();
    }

    @Override
    public List<String> notes() {
        Stream<String> leftOut = IntStream.range(0, points.size())
                .mapToObj(i -> points.get(i).notes(chart.series().get(i).name())).flatMap(List::stream);
        ValueAxis y = XyAxes.of(chart, points, ChartSize.WIDE).y();
        return Stream.concat(IntervalAnnotation.notes(points, styles, y), leftOut).toList();
    }
}
