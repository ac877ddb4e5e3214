package bn.experiments.report.svg;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

import bn.experiments.report.Axis;
import bn.experiments.report.NumberText;
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
        ValueAxis x = axis(chart.x(), ReferenceLine.Direction.VERTICAL, points.stream().map(PlottedPoints::x), size);
        PlotStyle.apply(x, Ink.LABEL, size.horizontalAxis(), size);
        ValueAxis y = axis(chart.y(), ReferenceLine.Direction.HORIZONTAL, points.stream().map(PlottedPoints::y), size);
        PlotStyle.apply(y, Ink.LEFT_LABEL, size.verticalAxis(), size);
        XYPlot plot = new XYPlot(data, x, y, renderer());
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        drawGrid(plot);
        for (ReferenceLine line : chart.referenceLines()) {
            if (line.direction() == ReferenceLine.Direction.HORIZONTAL) {
                plot.addRangeMarker(PlotStyle.reference(line, y, size), Layer.FOREGROUND);
            } else {
                plot.addDomainMarker(PlotStyle.reference(line, x, size), Layer.FOREGROUND);
            }
        }
        return PlotStyle.bare(plot);
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

    private ValueAxis axis(Axis axis, ReferenceLine.Direction crossing, Stream<double[]> places, ChartSize size) {
        double[] values = DoubleStream.concat(places.flatMapToDouble(DoubleStream::of).filter(Double::isFinite),
                chart.referenceLines().stream().filter(line -> line.direction() == crossing).mapToDouble(ReferenceLine::at))
                .toArray();
        Range range = ValueRange.of(values, axis.scale());
        ValueAxis drawn;
        if (axis.scale() == Axis.Scale.LOG) {
            drawn = new DecadeAxis(axis.label(), size.labels);
        } else {
            NumberAxis linear = new NumberAxis(axis.label());
            linear.setTickUnit(NiceTickUnit.of(range, size.labels, DoubleStream.of(values).allMatch(v -> v == Math.rint(v))));
            drawn = linear;
        }
        drawn.setRange(range);
        return drawn;
    }

    private XYLineAndShapeRenderer renderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setUseOutlinePaint(true);
        for (int i = 0; i < looks.size(); i++) {
            SeriesLook look = looks.get(i);
            renderer.setSeriesPaint(i, look.ink().color());
            renderer.setSeriesLinesVisible(i, look.line() != null);
            renderer.setSeriesStroke(i, look.line());
            renderer.setSeriesShapesVisible(i, look.marker() != null);
            renderer.setSeriesShape(i, look.marker());
            renderer.setSeriesOutlinePaint(i, Ink.PAGE.color());
            renderer.setSeriesOutlineStroke(i, PlotStyle.HAIRLINE);
        }
        renderer.setDefaultToolTipGenerator((data, i, item) -> looks.get(i).marker() == null ? null : tip(i, item));
        return renderer;
    }

    private String tip(int series, int item) {
        return chart.series().get(series).name()
                + "\n" + chart.x().label() + ": " + NumberText.of(points.get(series).x()[item])
                + "\n" + chart.y().label() + ": " + NumberText.of(points.get(series).y()[item]);
    }

    @Override
    public List<LegendEntry> legend() {
        return IntStream.range(0, looks.size())
                .mapToObj(i -> new LegendEntry(chart.series().get(i).name(), Swatch.of(looks.get(i)))).toList();
    }

    @Override
    public List<String> notes() {
        return IntStream.range(0, points.size())
                .mapToObj(i -> points.get(i).notes(chart.series().get(i).name())).flatMap(List::stream).toList();
    }
}
