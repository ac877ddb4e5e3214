package bn.benchmarks.run;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, collections, strings and numbers as JSON. */
final class Json {

    private Json() {}

    /** The text of a value; numbers that are not finite become null, which JSON has instead. */
    static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> quoted(entry.getKey()) + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(Json::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number.toString() : "null";
        }
        return value == null ? "null" : quoted(value);
    }

    private static String quoted(Object value) {
        StringBuilder text = new StringBuilder("\"");
        value.toString().chars().forEach(c -> text.append(
                c == '"' || c == '\\' ? "\\" + (char) c : c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c)));
        return text.append('"').toString();
    }
}
