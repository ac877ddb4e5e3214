package bn.experiments.report.svg;

import bn.experiments.report.BarChart;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.category.CategoryDataset;

/** Draws bars, with a whisker at the end of each bar whose value has an interval. */
final class WhiskerBarRenderer extends BarRenderer {
    private static final long serialVersionUID = 1L;

    private final transient List<BarChart.Bars> series;

    WhiskerBarRenderer(List<BarChart.Bars> series) {
        this.series = series;
    }

    @Override
    public void drawItem(Graphics2D g2, CategoryItemRendererState state, Rectangle2D area, CategoryPlot plot,
            CategoryAxis categories, ValueAxis values, CategoryDataset data, int row, int column, int pass) {
        super.drawItem(g2, state, area, plot, categories, values, data, row, column, pass);
        BarChart.Bars bars = series.get(row);
        if (data.getValue(row, column) != null && bars.interval(column)) {
            double left = calculateBarW0(plot, plot.getOrientation(), area, categories, state, row, column);
            Shape whisker = Whisker.of(left + state.getBarWidth() / 2,
                    values.valueToJava2D(bars.low().get(column), area, RectangleEdge.LEFT),
                    values.valueToJava2D(bars.high().get(column), area, RectangleEdge.LEFT));
            g2.setPaint(ChartColor.PAGE.placeholder());
            g2.setStroke(Whisker.RIM);
            g2.draw(whisker);
            g2.setPaint(ChartColor.LABEL.placeholder());
            g2.setStroke(Whisker.STROKE);
            g2.draw(whisker);
        }
    }
}
