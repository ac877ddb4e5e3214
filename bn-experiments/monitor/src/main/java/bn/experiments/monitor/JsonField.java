package bn.experiments.monitor;

import bn.api.BnException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in a JSON file. Errors name the file and the place, such as {@code layers[2].name}.
 *
 * @param node the value; null if it is missing
 * @param file names the file
 * @param place where it is; empty for the whole file
 */
record JsonField(JsonNode node, String file, String place) {

    /** A field of an object. */
    JsonField get(String name) {
        if (node == null || !node.isObject()) {
            throw wrong("an object");
        }
        return new JsonField(node.get(name), file, place.isEmpty() ? name : place + "." + name);
    }

    /** The elements of an array. */
    List<JsonField> elements() {
        if (node == null || !node.isArray()) {
            throw wrong("an array");
        }
        List<JsonField> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new JsonField(node.get(i), file, place + "[" + i + "]"));
        }
        return elements;
    }

    /** A text. */
    String text() {
        if (node == null || !node.isTextual()) {
            throw wrong("a text");
        }
        return node.textValue();
    }

    /** A text, or null. */
    String textOrNull() {
        return node == null || node.isNull() ? null : text();
    }

    /** A number, or NaN if it is missing or no number. */
    double numberOrNaN() {
        return node == null || !node.isNumber() ? Double.NaN : node.doubleValue();
    }

    /** A whole number, at least 0. */
    int whole() {
        if (node == null || !node.isInt() || node.intValue() < 0) {
            throw wrong("a whole number of at least 0");
        }
        return node.intValue();
    }

    /** The texts of an array. */
    List<String> texts() {
        return elements().stream().map(JsonField::text).toList();
    }

    private BnException wrong(String expected) {
        return new BnException(file + " is damaged: " + (place.isEmpty() ? "it" : "'" + place + "'") + " is "
                + (node == null ? "missing" : "not " + expected));
    }
}
