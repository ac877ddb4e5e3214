package bn.experiments.report.svg;

import bn.experiments.report.HypergraphChart;
import bn.experiments.report.HypergraphChart.Edge;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/** Lays out a {@link HypergraphChart}. */
final class HypergraphDrawing implements Drawing {
    /** The distance of two rows and the height of all that is not rows, in CSS pixels. */
    private static final int ROW = 18;
    private static final int AROUND = 60;
    /** The part of the width that names of vertices may take. */
    private static final double NAMES = 0.45;
    /** So many columns have room in any case: lines of a few edges are near the names. */
    private static final int LEAST_COLUMNS = 8;
    private static final String CUT = "…";

    private final HypergraphChart chart;
    private final EdgeColumns columns;

    HypergraphDrawing(HypergraphChart chart) {
        this.chart = chart;
        this.columns = EdgeColumns.of(chart.edges());
    }

    @Override
    public int height(ChartSize size) {
        return AROUND + ROW * chart.vertices().size();
    }

    @Override
    public JFreeChart chart(ChartSize size) {
        NumberAxis across = new NumberAxis(chart.edgeLabel());
        across.setRange(-0.6, Math.max(columns.count(), LEAST_COLUMNS) - 0.4);
        across.setTickLabelsVisible(false);
        PlotStyle.applyHorizontal(across, size);
        SymbolAxis down = new SymbolAxis(null,
                chart.vertices().stream().map(name -> shortened(name, size)).toArray(String[]::new));
        down.setInverted(true);
        down.setRange(-0.5, Math.max(chart.vertices().size(), 1) - 0.5);
        down.setGridBandsVisible(false);
        PlotStyle.applyVertical(down, size);
        XYPlot plot = new XYPlot(new DefaultXYDataset(), across, down, new XYLineAndShapeRenderer());
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(ChartColor.GRID.placeholder());
        plot.setRangeGridlineStroke(PlotStyle.HAIRLINE);
        plot.addAnnotation(new EdgeAnnotation(chart.edges(), columns, size.font()));
        return PlotStyle.bare(plot, chart.vertexLabel(), 0, size);
    }

    /** A name without its beginning, if it is long: the ends of names of layers differ. */
    private static String shortened(String name, ChartSize size) {
        double room = NAMES * size.width;
        int from = 0;
        while (from < name.length() && PlotStyle.widthOf((from == 0 ? "" : CUT) + name.substring(from), size) > room) {
            from++;
        }
        return from == 0 ? name : CUT + name.substring(from);
    }

    @Override
    public List<LegendEntry> legend(ChartSize size) {
        List<LegendEntry> legend = new ArrayList<>(List.of(
                new LegendEntry(chart.key().source(), LegendSymbol.mark(EdgeMark.SOURCE, ChartColor.LABEL)),
                new LegendEntry(chart.key().target(), LegendSymbol.mark(EdgeMark.TARGET, ChartColor.LABEL))));
        if (chart.edges().stream().anyMatch(Edge::isDashed)) {
            legend.add(new LegendEntry(chart.key().dashed(), LegendSymbol.dashed(ChartColor.AXIS)));
        }
        return legend;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }
}
