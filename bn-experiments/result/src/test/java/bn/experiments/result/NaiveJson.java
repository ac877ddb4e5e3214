package bn.experiments.result;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON by the letter of RFC 8259, to compare with: objects are maps, numbers {@link BigDecimal}s. Anything else, a name that stands twice
 * in an object included, is an {@link IllegalArgumentException}.
 */
final class NaiveJson {
    private final String text;
    private int at;

    private NaiveJson(String text) {
        this.text = text;
    }

    static Object read(String text) {
        NaiveJson json = new NaiveJson(text);
        Object value = json.value(0);
        json.require(json.at == text.length());
        return value;
    }

    private void require(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("at " + at);
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skip(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private Object value(int depth) {
        require(depth < 500);
        blanks();
        Object value;
        if (skip("{")) {
            value = object(depth);
        } else if (skip("[")) {
            value = array(depth);
        } else if (skip("\"")) {
            value = string();
        } else if (skip("true")) {
            value = true;
        } else if (skip("false")) {
            value = false;
        } else if (skip("null")) {
            value = Void.class;
        } else {
            int from = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String number = text.substring(from, at);
            require(number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?"));
            value = new BigDecimal(number);
        }
        blanks();
        return value;
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        blanks();
        if (skip("}")) {
            return object;
        }
        do {
            blanks();
            require(skip("\""));
            String name = string();
            blanks();
            require(skip(":"));
            require(object.put(name, value(depth + 1)) == null);
        } while (skip(","));
        require(skip("}"));
        return object;
    }

    private List<Object> array(int depth) {
        List<Object> array = new ArrayList<>();
        blanks();
        if (skip("]")) {
            return array;
        }
        do {
            array.add(value(depth + 1));
        } while (skip(","));
        require(skip("]"));
        return array;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        while (true) {
            require(at < text.length());
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            require(c >= ' ');
            if (c != '\\') {
                string.append(c);
                continue;
            }
            require(at < text.length());
            char escape = text.charAt(at++);
            int known = "\"\\/bfnrt".indexOf(escape);
            if (escape == 'u') {
                require(at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}"));
                string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                require(known >= 0);
                string.append("\"\\/\b\f\n\r\t".charAt(known));
            }
        }
    }
}
