package bn.experiments.report.svg;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;

import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Draws the markers of a chart: each with a rim in the colour of the page and its numbers as a tooltip. In a scatter plot they
 * are translucent dots without tooltips. JFreeChart would draw each marker as two outlines and make the page many times larger.
 */
final class MarkerAnnotation extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;

    /** The text of the tooltip of a point. */
    interface Tip {
        String of(int series, int point);
    }

    private static final double DOT_OPACITY = 0.5;

    private final transient List<PlottedPoints> points;
    private final transient List<SeriesStyle> styles;
    private final transient Tip tip;

    MarkerAnnotation(List<PlottedPoints> points, List<SeriesStyle> styles, Tip tip) {
        this.points = points;
        this.styles = styles;
        this.tip = tip;
    }

    @Override
    public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis x, ValueAxis y, int renderer,
            PlotRenderingInfo info) {
        for (int i = 0; i < points.size(); i++) {
            PlottedPoints each = points.get(i);
            Marker marker = styles.get(i).marker();
            int[] drawn = IntStream.range(0, marker == null ? 0 : each.x().length)
                    .filter(k -> !Double.isNaN(each.x()[k])).toArray();
            double[] across = IntStream.of(drawn)
                    .mapToDouble(k -> x.valueToJava2D(each.x()[k], area, RectangleEdge.BOTTOM)).toArray();
            double[] down = IntStream.of(drawn)
                    .mapToDouble(k -> y.valueToJava2D(each.y()[k], area, RectangleEdge.LEFT)).toArray();
            for (int k = 0; k < drawn.length && marker != Marker.DOT; k++) {
                g2.setPaint(ChartColor.PAGE.placeholder());
                g2.setStroke(PlotStyle.RIM);
                g2.draw(marker.at(across[k], down[k]));
                addEntity(info, marker.at(across[k], down[k]), renderer, tip.of(i, drawn[k]), null);
            }
            for (int k = 0; k < drawn.length; k++) {
                ChartColor color = styles.get(i).color();
                g2.setPaint(marker == Marker.DOT ? color.placeholder(DOT_OPACITY) : color.placeholder());
                g2.fill(marker.at(across[k], down[k]));
            }
        }
    }
}
