package bn.experiments.report.svg;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;

/** The marks where an edge of a {@link bn.experiments.report.HypergraphChart} meets a vertex. */
enum EdgeMark {
    /** A filled circle. */
    SOURCE,
    /** A ring. */
    TARGET,
    /** A ring around a filled circle. */
    SOURCE_AND_TARGET;

    /** The radius of a mark with its line, in CSS pixels. */
    static final double RADIUS = 4;
    private static final double INNER_RADIUS = 1.9;
    private static final float WIDTH = 1.6f;
    private static final Stroke RING = new BasicStroke(WIDTH);

    /** Draws the mark, centred at (x, y). */
    void draw(Graphics2D g2, ChartColor color, double x, double y) {
        if (this != SOURCE) {
            Shape ring = circle(x, y, RADIUS - WIDTH / 2);
            g2.setPaint(ChartColor.PAGE.placeholder());
            g2.fill(ring);
            g2.setPaint(color.placeholder());
            g2.setStroke(RING);
            g2.draw(ring);
        }
        if (this != TARGET) {
            g2.setPaint(color.placeholder());
            g2.fill(circle(x, y, this == SOURCE ? RADIUS : INNER_RADIUS));
        }
    }

    private static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
}
