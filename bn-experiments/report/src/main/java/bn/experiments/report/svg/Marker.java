package bn.experiments.report.svg;

import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** The shapes of markers: with the colour, a second way to tell series apart. */
enum Marker {
    CIRCLE(null),
    SQUARE(new Rectangle2D.Double(-3.6, -3.6, 7.2, 7.2)),
    TRIANGLE(polygon(0, -47, 45, 34, -45, 34)),
    DIAMOND(polygon(0, -52, 52, 0, 0, 52, -52, 0)),
    WEDGE(polygon(0, 47, 45, -34, -45, -34)),
    PLUS(polygon(-15, -48, 15, -48, 15, -15, 48, -15, 48, 15, 15, 15, 15, 48, -15, 48, -15, 15, -48, 15, -48, -15, -15, -15)),
    CROSS(AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(PLUS.shape)),
    /** One of many in a cloud. */
    DOT(null);

    private final Shape shape;

    Marker(Shape shape) {
        this.shape = shape;
    }

    /** The marker of the n-th series, from 0. */
    static Marker of(int n) {
        return values()[n % DOT.ordinal()];
    }

    /** The shape around a place; a circle stays one, which is a short word in SVG. */
    Shape at(double x, double y) {
        double radius = this == DOT ? 3 : 4;
        return shape == null ? new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius)
                : AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape);
    }

    /** A polygon from its corners x, y, in tenths of a pixel. */
    private static Shape polygon(int... xy) {
        Polygon polygon = new Polygon();
        for (int i = 0; i < xy.length; i += 2) {
            polygon.addPoint(xy[i], xy[i + 1]);
        }
        return AffineTransform.getScaleInstance(0.1, 0.1).createTransformedShape(polygon);
    }
}
