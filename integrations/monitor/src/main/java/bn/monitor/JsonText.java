package bn.monitor;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON of strings, numbers, lists, maps and null. NaN is null. */
final class JsonText {

    private JsonText() {}

    /** @throws IllegalArgumentException for a value of another type */
    static String of(@Nullable Object value) {
        if (value == null || value instanceof Double number && number.isNaN()) {
            return "null";
        } else if (value instanceof Number) {
            return value.toString();
        } else if (value instanceof String text) {
            return string(text);
        } else if (value instanceof List<?> list) {
            return list.stream().map(JsonText::of).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(each -> string(each.getKey().toString()) + ": " + of(each.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        throw new IllegalArgumentException("no JSON for " + value.getClass());
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') {
                json.append('\\').append(each);
            } else if (each < ' ' || Character.isSurrogate(each)) {
                // Half of a surrogate pair alone has no UTF-8.
                json.append(String.format("\\u%04x", (int) each));
            } else {
                json.append(each);
            }
        }
        return json.append('"').toString();
    }
}
