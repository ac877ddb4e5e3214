package bn.experiments.report.svg;

import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.category.DefaultCategoryDataset;

/** Lays out a {@link BarChart}. */
final class BarDrawing implements Drawing {
    private static final int LINES_PER_CATEGORY = 4;
    private static final double WIDEST_BAR = 0.12;

    private final BarChart chart;

    BarDrawing(BarChart chart) {
        this.chart = chart;
    }

    @Override
    public JFreeChart chart(ChartSize size) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < chart.series().size(); i++) {
            for (int j = 0; j < chart.categories().size(); j++) {
                double value = chart.series().get(i).values().get(j);
                data.addValue(Double.isFinite(value) ? value : null, Integer.valueOf(i), chart.categories().get(j));
            }
        }
        CategoryAxis categories = new CategoryAxis(chart.horizontalLabel());
        categories.setMaximumCategoryLabelLines(LINES_PER_CATEGORY);
        if (!fit(size)) {
            categories.setCategoryLabelPositions(CategoryLabelPositions.UP_45);
        }
        PlotStyle.applyHorizontal(categories, size);
        NumberAxis values = new NumberAxis();
        Range range = ValueRange.of(DoubleStream.concat(heights().filter(Double::isFinite),
                chart.referenceLines().stream().mapToDouble(ReferenceLine::at)).toArray(), Axis.Scale.LINEAR_FROM_ZERO);
        values.setRange(range);
        values.setTickUnit(TickSpacing.of(range, size.labels, false));
        PlotStyle.applyVertical(values, size);
        CategoryPlot plot = new CategoryPlot(data, categories, values, renderer());
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setRangeGridlinePaint(ChartColor.GRID.placeholder());
        plot.setRangeGridlineStroke(PlotStyle.HAIRLINE);
        plot.setRangeZeroBaselinePaint(ChartColor.AXIS.placeholder());
        plot.setRangeZeroBaselineStroke(PlotStyle.HAIRLINE);
        plot.setRangeZeroBaselineVisible(true);
        for (ReferenceLine line : chart.referenceLines()) {
            plot.addRangeMarker(PlotStyle.reference(line), Layer.FOREGROUND);
        }
        return PlotStyle.bare(plot, chart.verticalLabel(), 0, size);
    }

    /** Whether every word of the names of categories fits below the bars. */
    private boolean fit(ChartSize size) {
        double room = 0.9 * size.horizontalAxis() / chart.categories().size();
        return chart.categories().stream().flatMap(name -> Stream.of(name.split(" ")))
                .allMatch(word -> PlotStyle.widthOf(word, size) <= room);
    }

    /** All values and ends of intervals, which the vertical axis has to include. */
    private DoubleStream heights() {
        return chart.series().stream().flatMap(bars -> Stream.of(bars.values(), bars.low(), bars.high())).flatMap(List::stream)
                .mapToDouble(Double::doubleValue);
    }

    private BarRenderer renderer() {
        BarRenderer renderer = new WhiskerBarRenderer(chart.series());
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setMaximumBarWidth(WIDEST_BAR);
        renderer.setItemMargin(0.06);
        for (int i = 0; i < chart.series().size(); i++) {
            renderer.setSeriesPaint(i, ChartColor.series(i).placeholder());
        }
        renderer.setDefaultToolTipGenerator((data, series, category) -> tip(chart.series().get(series), category));
        return renderer;
    }

    private String tip(BarChart.Bars bars, int category) {
        return bars.name() + "\n" + chart.categories().get(category) + ": " + NumberText.of(bars.values().get(category))
                + (bars.interval(category) ? "\n" + PlotStyle.interval(bars.low().get(category), bars.high().get(category)) : "");
    }

    @Override
    public List<LegendEntry> legend(ChartSize size) {
        return Stream.concat(IntStream.range(0, chart.series().size())
                .mapToObj(i -> new LegendEntry(chart.series().get(i).name(), LegendSymbol.bar(ChartColor.series(i)))),
                LegendSymbol.of(chart.referenceLines())).toList();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (chart.series().stream().anyMatch(BarChart.Bars::hasIntervals)) {
            notes.add("95% intervals are drawn as whiskers.");
        }
        for (BarChart.Bars bars : chart.series()) {
            for (int j = 0; j < chart.categories().size(); j++) {
                if (!Double.isFinite(bars.values().get(j))) {
                    notes.add(bars.name() + ", " + chart.categories().get(j) + ": no bar, since there is no finite value.");
                }
            }
        }
        return notes;
    }
}
