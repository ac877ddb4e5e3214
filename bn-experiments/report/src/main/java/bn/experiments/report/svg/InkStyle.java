package bn.experiments.report.svg;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.StyleHandler;
import org.w3c.dom.Element;

/**
 * Writes style as CSS: stand-in colours become the page's, and all but lines and the size of text is left to the page. A colour
 * that is no {@link Ink}, such as the black that a canvas begins with, becomes none.
 */
final class InkStyle implements StyleHandler {
    @Override
    public void setStyle(Element element, @SuppressWarnings("rawtypes") Map style, SVGGeneratorContext context) {
        Map<String, String> css = new TreeMap<>();
        for (Object property : style.keySet()) {
            String name = (String) property;
            String value = (String) style.get(name);
            switch (name) {
                case "fill" -> {
                    css.put(name, Ink.ofCss(value).css());
                    // Only a text with another ink than what it is in must say that it begins at its place.
                    if (element.getTagName().equals("text") || !Ink.ofCss(value).textAnchor().equals("start")) {
                        css.put("text-anchor", Ink.ofCss(value).textAnchor());
                    }
                }
                case "stroke" -> css.put(name, Ink.ofCss(value).css());
                case "fill-opacity" -> {
                    if (!value.equals("1")) {
                        css.put(name, value);
                    }
                }
                case "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size" -> css.put(name, value);
                default -> { }
            }
        }
        if (!css.isEmpty()) {
            element.setAttribute("style", css.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue())
                    .collect(Collectors.joining(";")));
        }
    }
}
