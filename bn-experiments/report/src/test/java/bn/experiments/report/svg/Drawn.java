package bn.experiments.report.svg;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.w3c.dom.Element;

import bn.experiments.report.Chart;
import bn.experiments.report.Xml;

/** Reads out of a drawing where things are, in CSS pixels. */
final class Drawn {
    /** The generator writes two decimals, and the middle of a tip is the mean of two such numbers. */
    static final double COORDINATE = 0.1;

    private Drawn() {
    }

    /** The text element with this content. */
    static Element text(Element svg, String content) {
        return Xml.all(svg, "text").stream().filter(text -> text.getTextContent().equals(content)).findFirst().orElseThrow();
    }

    /** The spots that answer to the pointer. */
    static List<Element> tips(String svg) throws Exception {
        return Xml.all(Xml.parse(svg), "rect").stream().filter(rect -> rect.getAttribute("class").equals("tip")).toList();
    }

    /** The middles of the markers. */
    static List<double[]> places(Chart chart, ChartSize size) throws Exception {
        return tips(new ChartSvg(chart).svg(size)).stream().map(tip -> new double[] {
            Double.parseDouble(tip.getAttribute("x")) + Double.parseDouble(tip.getAttribute("width")) / 2,
            Double.parseDouble(tip.getAttribute("y")) + Double.parseDouble(tip.getAttribute("height")) / 2}).toList();
    }

    /** The corners of each path with so many: of lines in the ink of a series (stroke), or of bands (fill). */
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

    /** How far below the top a text stands. */
    static double down(Element text) {
        return Double.parseDouble(text.getAttribute("y"));
    }

    /** The colour of an element's line, which it may have from what it is in. */
    static String stroke(Element element) {
        Matcher stroke = Pattern.compile("(?:^|;)stroke:([^;]*)").matcher(style(element));
        return stroke.find() ? stroke.group(1) : stroke((Element) element.getParentNode());
    }
}
