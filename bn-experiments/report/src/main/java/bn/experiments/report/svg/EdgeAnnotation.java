package bn.experiments.report.svg;

import bn.experiments.report.HypergraphChart.Edge;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Draws the edges of a {@link bn.experiments.report.HypergraphChart}: lines, marks and, where columns are wide, names. */
final class EdgeAnnotation extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final Stroke LINE = new BasicStroke(1.8f);
    static final Stroke DASHED = new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
            new float[] {4, 3}, 0);
    private static final double NAME_GAP = EdgeMark.RADIUS + 2;

    private final transient List<Edge> edges;
    private final transient EdgeColumns columns;
    private final Font font;

    /**
     * Prepares the drawing.
     *
     * @param columns the columns, which are at whole numbers of the horizontal axis
     * @param font of the names of edges
     */
    EdgeAnnotation(List<Edge> edges, EdgeColumns columns, Font font) {
        this.edges = edges;
        this.columns = columns;
        this.font = font;
    }

    /** The colour of an edge. */
    static ChartColor color(Edge edge, int number) {
        return edge.isDashed() ? ChartColor.AXIS : ChartColor.series(number);
    }

    @Override
    public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis x, ValueAxis y, int renderer,
            PlotRenderingInfo info) {
        boolean named = namesFit(g2, area);
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            ChartColor color = color(edge, i);
            double across = x.valueToJava2D(columns.of()[i], area, RectangleEdge.BOTTOM);
            double top = y.valueToJava2D(edge.first(), area, RectangleEdge.LEFT);
            double bottom = y.valueToJava2D(edge.last(), area, RectangleEdge.LEFT);
            g2.setPaint(color.placeholder());
            g2.setStroke(edge.isDashed() ? DASHED : LINE);
            g2.draw(new Line2D.Double(across, top, across, bottom));
            for (int vertex : vertices(edge)) {
                mark(edge, vertex).draw(g2, color, across, y.valueToJava2D(vertex, area, RectangleEdge.LEFT));
            }
            if (named) {
                g2.setFont(font);
                g2.setPaint(ChartColor.START_LABEL.placeholder());
                g2.drawString(edge.name(), (float) (across + NAME_GAP), (float) (top + 0.35 * font.getSize()));
            }
            addEntity(info, new Rectangle2D.Double(across - EdgeMark.RADIUS, top - EdgeMark.RADIUS, 2 * EdgeMark.RADIUS,
                    bottom - top + 2 * EdgeMark.RADIUS), renderer, edge.tip(), null);
        }
    }

    private boolean namesFit(Graphics2D g2, Rectangle2D area) {
        double room = area.getWidth() / columns.count() - NAME_GAP - EdgeMark.RADIUS;
        return edges.stream().allMatch(edge -> g2.getFontMetrics(font).stringWidth(edge.name()) <= room);
    }

    private static Set<Integer> vertices(Edge edge) {
        Set<Integer> vertices = new TreeSet<>(edge.sources());
        vertices.addAll(edge.targets());
        return vertices;
    }

    private static EdgeMark mark(Edge edge, int vertex) {
        if (!edge.sources().contains(vertex)) {
            return EdgeMark.TARGET;
        }
        return edge.targets().contains(vertex) ? EdgeMark.SOURCE_AND_TARGET : EdgeMark.SOURCE;
    }
}
