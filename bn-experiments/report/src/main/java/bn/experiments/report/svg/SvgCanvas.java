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

/** A surface that records what is drawn on it, in {@link Ink}, as SVG. */
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
            context.setStyleHandler(new InkStyle());
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the Java runtime has no XML parser", e);
        }
    }

    @Override
    public Graphics create() {
        return new SvgCanvas(this);
    }

    /** Hands the generator the end of the text that its ink keeps in place; the caller's x is the text's left end. */
    @Override
    public void drawString(String text, float x, float y) {
        // The measure that JFreeChart aligned the text by.
        double width = TextUtils.getTextBounds(text, this, getFontMetrics()).getWidth();
        Ink ink = Ink.of(getPaint());
        super.drawString(text, (float) (x + ink.anchorFraction() * width), y);
    }

    /** Takes the drawing off the canvas as an {@code svg} element of this size, without clips, definitions and white space. */
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

    /** An element as text, for a place inside a page. */
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
