package bn.experiments.report.svg;

import bn.experiments.report.BarChart;
import bn.experiments.report.Chart;
import bn.experiments.report.HypergraphChart;
import bn.experiments.report.XyChart;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Element;

/** A chart as SVG for a page that defines the custom properties of {@link ChartColor}. */
public final class ChartSvg {
    /** Half the least width of the area around a marker in which its tooltip is shown. */
    private static final double TOOLTIP_RADIUS = 9;

    static {
        // JFreeChart would otherwise draw rotated text as outlines.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private final Chart chart;
    private final Drawing drawing;

    /** Prepares a chart. */
    public ChartSvg(Chart chart) {
        this.chart = chart;
        this.drawing = drawing(chart);
    }

    private static Drawing drawing(Chart chart) {
        if (chart instanceof HypergraphChart graph) {
            return new HypergraphDrawing(graph);
        }
        return chart instanceof BarChart bars ? new BarDrawing(bars) : new XyDrawing((XyChart) chart);
    }

    /**
     * Why charts cannot be drawn on this machine and what to do; empty if they can be drawn. Java measures text with the fonts of
     * the system, and a minimal system has none.
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

    /** The chart as an {@code svg} element of a size. Each marker, bar and edge has its numbers as a tooltip. */
    public String svg(ChartSize size) {
        ChartRenderingInfo info = new ChartRenderingInfo();
        SvgCanvas canvas = new SvgCanvas();
        int height = drawing.height(size);
        drawing.chart(size).draw(canvas, new Rectangle2D.Double(0, 0, size.width, height), info);
        Element svg = canvas.finish(size.width, height);
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
        double halfWidth = Math.max(TOOLTIP_RADIUS, box.getWidth() / 2);
        double halfHeight = Math.max(TOOLTIP_RADIUS, box.getHeight() / 2);
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

    /** The legend, in the order of the chart's series; empty if the series are labelled in the chart at this size. */
    public List<LegendEntry> legend(ChartSize size) {
        return drawing.legend(size);
    }

    /** Notes for the reader: how intervals are drawn, and which values the chart does not show. */
    public List<String> notes() {
        return drawing.notes();
    }
}
