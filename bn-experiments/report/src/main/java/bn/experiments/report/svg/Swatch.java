package bn.experiments.report.svg;

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
        look.draw(canvas, WIDTH / 2.0, HEIGHT / 2.0, WIDTH - 4);
        return SvgCanvas.text(canvas.finish(WIDTH, HEIGHT));
    }

    /** A bar. */
    static String bar(Ink ink) {
        SvgCanvas canvas = new SvgCanvas();
        canvas.setPaint(ink.color());
        canvas.fill(new Rectangle2D.Double((WIDTH - HEIGHT) / 2.0, 0, HEIGHT, HEIGHT));
        return SvgCanvas.text(canvas.finish(WIDTH, HEIGHT));
    }
}
