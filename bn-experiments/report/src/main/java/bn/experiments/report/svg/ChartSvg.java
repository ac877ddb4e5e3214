package bn.experiments.report.svg;

import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Element;

import bn.experiments.report.BarChart;
import bn.experiments.report.Chart;
import bn.experiments.report.XyChart;

/** A chart as SVG for a page that defines the custom properties of {@link Ink}. */
public final class ChartSvg {
    /** Half the width of the spot around a marker that answers to the pointer. */
    private static final double REACH = 9;

    static {
        // JFreeChart would otherwise draw rotated text as outlines.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private final Chart chart;
    private final Drawing drawing;

    /** The chart as SVG. */
    public ChartSvg(Chart chart) {
        this.chart = chart;
        this.drawing = chart instanceof BarChart bars ? new BarDrawing(bars) : new XyDrawing((XyChart) chart);
    }

    /**
     * Why charts cannot be drawn on this machine, with the remedy; empty if they can. Java measures text with the fonts of the
     * system, and a minimal system has none.
     */
    public static Optional<String> obstacle() {
        try {
            ChartSize.WIDE.font().getLineMetrics("0", new FontRenderContext(null, true, true));
            return Optional.empty();
        } catch (RuntimeException | LinkageError | InternalError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of("Java found no fonts to draw plots with (" + cause.getMessage() + "). Install fontconfig and a"
                    + " font, for instance the Debian packages fontconfig and fonts-dejavu-core, and run again.");
        }
    }

    /** An {@code svg} element for a width. Each marker and bar has its numbers as a tool tip. */
    public String svg(ChartSize size) {
        ChartRenderingInfo info = new ChartRenderingInfo();
        SvgCanvas canvas = new SvgCanvas();
        drawing.chart(size).draw(canvas, new Rectangle2D.Double(0, 0, size.width, size.height), info);
        Element svg = canvas.finish(size.width, size.height);
        svg.setAttribute("role", "img");
        svg.setAttribute("aria-label", chart.title() + " Horizontal: " + chart.horizontalLabel() + ". Vertical: "
                + chart.verticalLabel() + ". The numbers are in the table of this figure.");
        for (Object entity : info.getEntityCollection().getEntities()) {
            ChartEntity each = (ChartEntity) entity;
            if (each.getToolTipText() != null) {
                svg.appendChild(tip(svg, each.getArea(), each.getToolTipText()));
            }
        }
        return SvgCanvas.text(svg);
    }

    private static Element tip(Element svg, Shape area, String text) {
        Rectangle2D box = area.getBounds2D();
        double halfWidth = Math.max(REACH, box.getWidth() / 2);
        double halfHeight = Math.max(REACH, box.getHeight() / 2);
        Element spot = svg.getOwnerDocument().createElementNS(SvgCanvas.SVG, "rect");
        spot.setAttribute("class", "tip");
        spot.setAttribute("x", coordinate(box.getCenterX() - halfWidth));
        spot.setAttribute("y", coordinate(box.getCenterY() - halfHeight));
        spot.setAttribute("width", coordinate(2 * halfWidth));
        spot.setAttribute("height", coordinate(2 * halfHeight));
        Element title = svg.getOwnerDocument().createElementNS(SvgCanvas.SVG, "title");
        title.setTextContent(text);
        spot.appendChild(title);
        return spot;
    }

    private static String coordinate(double value) {
        return Double.toString(Math.rint(value * 10) / 10);
    }

    /** What each series looks like, in the order of the chart's series; empty if the chart itself names them at this size. */
    public List<LegendEntry> legend(ChartSize size) {
        return drawing.legend(size);
    }

    /** What the data hold and the chart cannot show, in words. */
    public List<String> notes() {
        return drawing.notes();
    }
}
