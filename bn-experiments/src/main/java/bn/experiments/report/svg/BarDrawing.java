package bn.experiments.report.svg;

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

import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;

/** Draws a {@link BarChart}. */
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
        PlotStyle.apply(categories, Ink.LABEL, size.horizontalAxis(), size);
        NumberAxis values = new NumberAxis(chart.verticalLabel());
        Range range = ValueRange.of(DoubleStream.concat(allValues().filter(Double::isFinite),
                chart.referenceLines().stream().mapToDouble(ReferenceLine::at)).toArray(), Axis.Scale.LINEAR_FROM_ZERO);
        values.setRange(range);
        values.setTickUnit(NiceTickUnit.of(range, size.labels, false));
        PlotStyle.apply(values, Ink.LEFT_LABEL, size.verticalAxis(), size);
        CategoryPlot plot = new CategoryPlot(data, categories, values, renderer());
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlineStroke(PlotStyle.HAIRLINE);
        plot.setRangeZeroBaselinePaint(Ink.AXIS.color());
        plot.setRangeZeroBaselineStroke(PlotStyle.HAIRLINE);
        plot.setRangeZeroBaselineVisible(true);
        for (ReferenceLine line : chart.referenceLines()) {
            plot.addRangeMarker(PlotStyle.reference(line, values, size), Layer.FOREGROUND);
        }
        return PlotStyle.bare(plot);
    }

    /** Whether every word of the categories' names fits below its bars. */
    private boolean fit(ChartSize size) {
        double room = 0.9 * size.horizontalAxis() / chart.categories().size();
        return chart.categories().stream().flatMap(name -> Stream.of(name.split(" ")))
                .allMatch(word -> PlotStyle.widthOf(word, size) <= room);
    }

    private DoubleStream allValues() {
        return chart.series().stream().flatMapToDouble(bars -> bars.values().stream().mapToDouble(Double::doubleValue));
    }

    private BarRenderer renderer() {
        BarRenderer renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setMaximumBarWidth(WIDEST_BAR);
        renderer.setItemMargin(0.06);
        for (int i = 0; i < chart.series().size(); i++) {
            renderer.setSeriesPaint(i, Ink.series(i).color());
        }
        renderer.setDefaultToolTipGenerator((data, series, category) -> chart.series().get(series).name() + "\n"
                + chart.categories().get(category) + ": " + NumberText.of(data.getValue(series, category).doubleValue()));
        return renderer;
    }

    @Override
    public List<LegendEntry> legend() {
        return IntStream.range(0, chart.series().size())
                .mapToObj(i -> new LegendEntry(chart.series().get(i).name(), Swatch.bar(Ink.series(i)))).toList();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
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
