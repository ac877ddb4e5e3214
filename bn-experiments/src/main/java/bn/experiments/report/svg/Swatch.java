package bn.experiments.report.svg;

import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** The small drawings of a legend. */
final class Swatch {
    private static final int WIDTH = 30;
    private static final int HEIGHT = 12;

    private Swatch() {
    }

    /** A line, a marker, or a marker on a line. */
    static String of(SeriesLook look) {
        SvgCanvas canvas = new SvgCanvas();
        canvas.setPaint(look.ink().color());
        if (look.line() != null) {
            canvas.setStroke(look.line());
            canvas.draw(new Line2D.Double(2, HEIGHT / 2.0, WIDTH - 2, HEIGHT / 2.0));
        }
        if (look.marker() != null) {
            canvas.fill(AffineTransform.getTranslateInstance(WIDTH / 2.0, HEIGHT / 2.0).createTransformedShape(look.marker()));
        }
        return SvgCanvas.text(canvas.finish(WIDTH, HEIGHT));
    }

    /** A bar. */
    static String bar(Ink ink) {
        return of(new SeriesLook(ink, null, new Rectangle2D.Double(-HEIGHT / 2.0, -HEIGHT / 2.0, HEIGHT, HEIGHT)));
    }
}
