package bn.monitor;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of a CSV file (RFC 4180, but with a line feed at its end). Numbers are the shortest that read back as the same float64.
 */
final class CsvRow {
    private final List<String> cells = new ArrayList<>();

    /** The names of the columns. */
    static CsvRow header(List<String> names) {
        CsvRow row = new CsvRow();
        names.forEach(row::add);
        return row;
    }

    CsvRow add(String text) {
        boolean quoted = text.chars().anyMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        cells.add(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
        return this;
    }

    CsvRow add(long number) {
        cells.add(Long.toString(number));
        return this;
    }

    /** An empty cell for NaN. */
    CsvRow add(double number) {
        cells.add(Double.isNaN(number) ? "" : Double.toString(number));
        return this;
    }

    /** With the line feed. */
    String line() {
        return String.join(",", cells) + '\n';
    }
}
