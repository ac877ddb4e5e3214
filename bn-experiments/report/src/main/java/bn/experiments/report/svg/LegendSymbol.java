package bn.experiments.report.svg;

import bn.experiments.report.ReferenceLine;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;

/** The symbols of a legend as small {@code svg} elements. */
final class LegendSymbol {
    private static final int WIDTH = 30;
    private static final int HEIGHT = 12;

    private LegendSymbol() {
    }

    /** The symbol of a series of an {@link bn.experiments.report.XyChart}: a line, a marker, or both. */
    static String of(SeriesStyle style) {
        SvgCanvas canvas = new SvgCanvas();
        style.draw(canvas, WIDTH / 2.0, HEIGHT / 2.0, WIDTH - 4);
        return SvgCanvas.text(canvas.finish(WIDTH, HEIGHT));
    }

    /** The lines of a legend for reference lines. */
    static Stream<LegendEntry> of(List<ReferenceLine> lines) {
        return lines.stream().map(line -> new LegendEntry(line.label(), of(SeriesStyle.REFERENCE)));
    }

    /** The symbol of one mark of an edge of a {@link bn.experiments.report.HypergraphChart}. */
    static String mark(EdgeMark mark, ChartColor color) {
        SvgCanvas canvas = new SvgCanvas();
        mark.draw(canvas, color, WIDTH / 2.0, HEIGHT / 2.0);
        return SvgCanvas.text(canvas.finish(WIDTH, HEIGHT));
    }

    /** The symbol of a dashed edge of such a chart. */
    static String dashed(ChartColor color) {
        SvgCanvas canvas = new SvgCanvas();
        canvas.setPaint(color.placeholder());
        canvas.setStroke(EdgeAnnotation.DASHED);
        canvas.draw(new Line2D.Double(2, HEIGHT / 2.0, WIDTH - 2, HEIGHT / 2.0));
        return SvgCanvas.text(canvas.finish(WIDTH, HEIGHT));
    }

    /** The symbol of a series of bars. */
    static String bar(ChartColor color) {
        SvgCanvas canvas = new SvgCanvas();
        canvas.setPaint(color.placeholder());
        canvas.fill(new Rectangle2D.Double((WIDTH - HEIGHT) / 2.0, 0, HEIGHT, HEIGHT));
        return SvgCanvas.text(canvas.finish(WIDTH, HEIGHT));
    }
}
