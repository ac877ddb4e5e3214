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
 * The markers of a chart: each in a rim of the page's colour and with its numbers as a tool tip, or, in a cloud, as dots that let
 * others through and have no tips. JFreeChart would draw each as two outlines, and the page would be many times larger.
 */
final class Markers extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;

    /** The numbers of a point, in words. */
    interface Tip {
        String of(int series, int point);
    }

    private static final double DOT = 0.5;

    private final transient List<PlottedPoints> points;
    private final transient List<SeriesLook> looks;
    private final transient Tip tip;

    Markers(List<PlottedPoints> points, List<SeriesLook> looks, Tip tip) {
        this.points = points;
        this.looks = looks;
        this.tip = tip;
    }

    @Override
    public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis x, ValueAxis y, int renderer,
                     PlotRenderingInfo info) {
        for (int i = 0; i < points.size(); i++) {
            PlottedPoints each = points.get(i);
            Marker marker = looks.get(i).marker();
            int[] drawn = IntStream.range(0, marker == null ? 0 : each.x().length)
                    .filter(k -> !Double.isNaN(each.x()[k])).toArray();
            double[] across = IntStream.of(drawn)
                    .mapToDouble(k -> x.valueToJava2D(each.x()[k], area, RectangleEdge.BOTTOM)).toArray();
            double[] down = IntStream.of(drawn)
                    .mapToDouble(k -> y.valueToJava2D(each.y()[k], area, RectangleEdge.LEFT)).toArray();
            for (int k = 0; k < drawn.length && marker != Marker.DOT; k++) {
                g2.setPaint(Ink.PAGE.color());
                g2.setStroke(PlotStyle.RIM);
                g2.draw(marker.at(across[k], down[k]));
                addEntity(info, marker.at(across[k], down[k]), renderer, tip.of(i, drawn[k]), null);
            }
            for (int k = 0; k < drawn.length; k++) {
                g2.setPaint(marker == Marker.DOT ? looks.get(i).ink().translucent(DOT) : looks.get(i).ink().color());
                g2.fill(marker.at(across[k], down[k]));
            }
        }
    }
}
