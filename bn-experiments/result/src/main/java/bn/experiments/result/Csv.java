package bn.experiments.result;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table as CSV (RFC 4180, a header line, line feeds); numbers with all their digits. */
public final class Csv {
    private final int columns;
    private final StringBuilder text = new StringBuilder();

    /** A table without rows. */
    public Csv(List<String> header) {
        columns = header.size();
        line(header);
    }

    /** Adds a row; cells that are not known are null and stay empty. */
    public void row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in a table of " + columns + " columns");
        }
        line(Arrays.asList(cells));
    }

    private void line(List<?> cells) {
        text.append(join(cells)).append('\n');
    }

    /** The cells of a row, without the end of the line; cells that are not known are null and stay empty. */
    public static String join(List<?> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String cell = value.toString();
        return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
