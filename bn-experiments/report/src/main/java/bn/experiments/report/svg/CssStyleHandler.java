package bn.experiments.report.svg;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.StyleHandler;
import org.w3c.dom.Element;

/**
 * Writes the style of an element as CSS. Placeholder colours become the colours of the page; of the other properties, only those
 * of lines and the font size are kept. A colour that is not a {@link ChartColor}, such as Batik's initial black, becomes
 * {@code none}.
 */
final class CssStyleHandler implements StyleHandler {
    @Override
    public void setStyle(Element element, @SuppressWarnings("rawtypes") Map style, SVGGeneratorContext context) {
        Map<String, String> css = new TreeMap<>();
        for (Object property : style.keySet()) {
            String name = (String) property;
            String value = (String) style.get(name);
            switch (name) {
                case "fill" -> {
                    css.put(name, ChartColor.ofCss(value).css());
                    // "start" is the default; it is written only for a text, whose parent may have another anchor.
                    if (element.getTagName().equals("text") || !ChartColor.ofCss(value).textAnchor().equals("start")) {
                        css.put("text-anchor", ChartColor.ofCss(value).textAnchor());
                    }
                }
                case "stroke" -> css.put(name, ChartColor.ofCss(value).css());
                case "fill-opacity" -> {
                    if (!value.equals("1")) {
                        css.put(name, value);
                    }
                }
                case "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size" -> css.put(name, value);
                default -> {}
            }
        }
        if (!css.isEmpty()) {
            element.setAttribute("style", css.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue())
                    .collect(Collectors.joining(";")));
        }
    }
}
