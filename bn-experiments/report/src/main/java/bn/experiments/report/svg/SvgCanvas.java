package bn.experiments.report.svg;

import java.awt.Graphics;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A {@code Graphics2D} that records what is drawn on it, in the placeholder colours of {@link ChartColor}, as SVG. */
final class SvgCanvas extends SVGGraphics2D {
    static final String SVG = "http://www.w3.org/2000/svg";
    private static final int DECIMALS = 2;

    SvgCanvas() {
        super(context(), false);
    }

    private SvgCanvas(SvgCanvas parent) {
        super(parent);
    }

    private static SVGGeneratorContext context() {
        try {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            context.setPrecision(DECIMALS);
            context.setStyleHandler(new CssStyleHandler());
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the Java runtime has no XML parser", e);
        }
    }

    @Override
    public Graphics create() {
        return new SvgCanvas(this);
    }

    /** Writes a text at its anchor, which is the end that its colour's role keeps in place. The caller gives the left end. */
    @Override
    public void drawString(String text, float x, float y) {
        // The same width that JFreeChart used to align the text.
        double width = TextUtils.getTextBounds(text, this, getFontMetrics()).getWidth();
        ChartColor color = ChartColor.of(getPaint());
        super.drawString(text, (float) (x + color.anchorFraction() * width), y);
    }

    /** Ends the drawing and returns it as an {@code svg} element of a size, without clips, definitions and empty groups. */
    Element finish(int width, int height) {
        Element svg = getRoot();
        svg.setAttribute("viewBox", "0 0 " + width + " " + height);
        removeLeftovers(svg);
        return svg;
    }

    private static void removeLeftovers(Element element) {
        element.removeAttribute("clip-path");
        element.removeAttribute("xml:space");
        element.removeAttribute("xmlns:xlink");
        List<Node> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            children.add(child);
        }
        for (Node child : children) {
            if (child instanceof Element inner) {
                removeLeftovers(inner);
                if (inner.getTagName().equals("defs") || inner.getTagName().equals("g") && !inner.hasChildNodes()) {
                    element.removeChild(inner);
                }
            }
        }
    }

    /** An element as text without an XML declaration, to be embedded in a page. */
    static String text(Element svg) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(svg), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("an SVG drawing cannot be written as text", e);
        }
    }
}
