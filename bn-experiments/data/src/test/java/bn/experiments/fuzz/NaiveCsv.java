package bn.experiments.fuzz;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A simple CSV reader after RFC 4180, for comparison. Lines may end with CR, LF or both; empty lines are ignored. */
final class NaiveCsv {
    private NaiveCsv() {}

    /** The cells without surrounding spaces. Throws if a quotation mark is misplaced, or the text is not UTF-8. */
    static List<List<String>> records(byte[] file) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        text = (text.startsWith("\ufeff") ? text.substring(1) : text).replace("\r\n", "\n");
        List<List<String>> records = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            List<String> record = new ArrayList<>();
            boolean quotes = false;
            boolean more = true;
            while (more) {
                StringBuilder cell = new StringBuilder();
                if (at < text.length() && text.charAt(at) == '"') {
                    quotes = true;
                    at++;
                    while (text.charAt(at) != '"' || at + 1 < text.length() && text.charAt(at + 1) == '"') {
                        cell.append(text.charAt(at));
                        at += text.charAt(at) == '"' ? 2 : 1;
                    }
                    at++;
                } else {
                    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                        cell.append(text.charAt(at++));
                    }
                }
                record.add(cell.toString().strip());
                char end = at < text.length() ? text.charAt(at++) : '\n';
                if (",\r\n".indexOf(end) < 0) {
                    throw new IllegalArgumentException("characters behind a quoted cell");
                }
                more = end == ',';
            }
            if (record.size() > 1 || quotes || !record.get(0).isEmpty()) {
                records.add(record);
            }
        }
        return records;
    }

    /** Parses a decimal number; -0 becomes 0. Throws if it is not a number, or not finite in float64. */
    static double number(String cell) {
        if (!cell.matches("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")) {
            throw new IllegalArgumentException("'" + cell + "' is no number");
        }
        int exponent = Math.max(cell.indexOf('e'), cell.indexOf('E'));
        double value = exponent > 0 && cell.length() - exponent > 8
                ? (cell.charAt(exponent + 1) == '-' || cell.substring(0, exponent).matches("[^1-9]*") ? 0
                        : Double.POSITIVE_INFINITY)
                : new BigDecimal(cell).doubleValue();
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("'" + cell + "' is too large");
        }
        return value + 0.0;
    }
}
