package bn.experiments.report.svg;

import bn.experiments.report.Chart;
import bn.experiments.report.Xml;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Reads positions from the SVG of a chart, in CSS pixels. */
final class Drawn {
    /** Tolerance: the generator writes two decimals, and the area of a tooltip is written with one. */
    static final double COORDINATE = 0.1;

    private Drawn() {
    }

    /** The text element with this content. */
    static Element text(Element svg, String content) {
        return Xml.all(svg, "text").stream().filter(text -> text.getTextContent().equals(content)).findFirst().orElseThrow();
    }

    /** The box of a text, with the width that it has in our font. */
    static Rectangle2D box(Element text, ChartSize size) {
        double width = PlotStyle.widthOf(text.getTextContent(), size);
        double left = Double.parseDouble(text.getAttribute("x")) - switch (inherited(text, "text-anchor")) {
            case "middle" -> width / 2;
            case "end" -> width;
            default -> 0;
        };
        return new Rectangle2D.Double(left, down(text) - size.font().getSize(), width, size.font().getSize());
    }

    /** The areas in which a tooltip is shown. */
    static List<Element> tips(String svg) throws Exception {
        return Xml.all(Xml.parse(svg), "rect").stream().filter(rect -> rect.getAttribute("class").equals("tip")).toList();
    }

    /** The centres of the markers. */
    static List<double[]> places(Chart chart, ChartSize size) throws Exception {
        return tips(new ChartSvg(chart).svg(size)).stream().map(tip -> new double[] {
                Double.parseDouble(tip.getAttribute("x")) + Double.parseDouble(tip.getAttribute("width")) / 2,
                Double.parseDouble(tip.getAttribute("y")) + Double.parseDouble(tip.getAttribute("height")) / 2}).toList();
    }

    /**
     * The corners of each path that has a number of them.
     *
     * @param property stroke for the lines in the colour of a series, fill for bands
     */
    static List<List<double[]>> corners(Chart chart, ChartSize size, String property, int count) throws Exception {
        return Xml.all(Xml.parse(new ChartSvg(chart).svg(size)), "path").stream()
                .filter(path -> property.equals("stroke") ? stroke(path).startsWith("var(--chart-series")
                        : (style(path) + style((Element) path.getParentNode())).contains("fill-opacity"))
                .map(Drawn::corners).filter(corners -> corners.size() == count).toList();
    }

    /** The corners of a path of straight lines. */
    static List<double[]> corners(Element path) {
        return Pattern.compile("[ML]([-0-9.]+) ([-0-9.]+)").matcher(path.getAttribute("d")).results()
                .map(corner -> new double[] {Double.parseDouble(corner.group(1)), Double.parseDouble(corner.group(2))}).toList();
    }

    private static String style(Element element) {
        return element.getAttribute("style");
    }

    /** The distance of a text from the top. */
    static double down(Element text) {
        return Double.parseDouble(text.getAttribute("y"));
    }

    /** The stroke colour of an element, possibly inherited from its parent. */
    static String stroke(Element element) {
        return inherited(element, "stroke");
    }

    /** The fill colour of an element, possibly inherited from its parent. */
    static String fill(Element element) {
        return inherited(element, "fill");
    }

    /** The value of an element or of the nearest one around it that has one; blank if none has. */
    private static String inherited(Element element, String property) {
        Matcher value = Pattern.compile("(?:^|;)" + property + ":([^;]*)").matcher(style(element));
        return value.find() ? value.group(1) : element.getParentNode() instanceof Element parent ? inherited(parent, property)
                : "";
    }
}
