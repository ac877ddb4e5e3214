package bn.experiments.report.svg;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

import bn.experiments.report.NumberText;
import bn.experiments.report.Point;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.XyChart;

/** Draws an {@link XyChart}. */
final class XyDrawing implements Drawing {
    private final XyChart chart;
    private final List<PlottedPoints> points;
    private final List<SeriesLook> looks;

    XyDrawing(XyChart chart) {
        this.chart = chart;
        this.points = chart.series().stream().map(series -> PlottedPoints.of(series, chart)).toList();
        this.looks = SeriesLook.of(chart.series(), points);
    }

    @Override
    public JFreeChart chart(ChartSize size) {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < points.size(); i++) {
            data.addSeries(i, new double[][] {points.get(i).x(), points.get(i).y()});
        }
        XyAxes axes = XyAxes.of(chart, points, size);
        XYLineAndShapeRenderer lines = lines();
        lines.addAnnotation(new Intervals(points, looks), Layer.BACKGROUND);
        lines.addAnnotation(new Markers(points, looks, this::tip), Layer.FOREGROUND);
        XYPlot plot = new XYPlot(data, axes.x(), axes.y(), lines);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        drawGrid(plot);
        for (ReferenceLine line : chart.referenceLines()) {
            if (line.direction() == ReferenceLine.Direction.HORIZONTAL) {
                plot.addRangeMarker(PlotStyle.reference(line, axes.y(), size), Layer.FOREGROUND);
            } else {
                plot.addDomainMarker(PlotStyle.reference(line, axes.x(), size), Layer.FOREGROUND);
            }
        }
        Optional<SeriesNames> names = names(axes, size);
        names.ifPresent(plot::addAnnotation);
        return PlotStyle.bare(plot, chart.verticalLabel(), names.map(SeriesNames::width).orElse(0.0), size);
    }

    private Optional<SeriesNames> names(XyAxes axes, ChartSize size) {
        return SeriesNames.of(chart.series(), points, looks, axes.x(), size);
    }

    private static void drawGrid(XYPlot plot) {
        plot.setDomainGridlinePaint(Ink.GRID.color());
        plot.setDomainGridlineStroke(PlotStyle.HAIRLINE);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlineStroke(PlotStyle.HAIRLINE);
        plot.setDomainMinorGridlinesVisible(true);
        plot.setDomainMinorGridlinePaint(Ink.MINOR_GRID.color());
        plot.setDomainMinorGridlineStroke(PlotStyle.HAIRLINE);
        plot.setRangeMinorGridlinesVisible(true);
        plot.setRangeMinorGridlinePaint(Ink.MINOR_GRID.color());
        plot.setRangeMinorGridlineStroke(PlotStyle.HAIRLINE);
    }

    private XYLineAndShapeRenderer lines() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < looks.size(); i++) {
            renderer.setSeriesPaint(i, looks.get(i).ink().color());
            renderer.setSeriesLinesVisible(i, looks.get(i).line() != null);
            renderer.setSeriesStroke(i, looks.get(i).line());
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
        return names(XyAxes.of(chart, points, size), size).isPresent() ? List.of() : IntStream.range(0, looks.size())
                .mapToObj(i -> new LegendEntry(chart.series().get(i).name(), Swatch.of(looks.get(i)))).toList();
    }

    @Override
    public List<String> notes() {
        Stream<String> leftOut = IntStream.range(0, points.size())
                .mapToObj(i -> points.get(i).notes(chart.series().get(i).name())).flatMap(List::stream);
        return Stream.concat(Intervals.notes(points, looks, XyAxes.of(chart, points, ChartSize.WIDE).y()), leftOut).toList();
    }
}
