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

    /** Goes on with a table that {@link #toString} gave. */
    public static Csv continuing(List<String> header, String existing) {
        Csv csv = new Csv(header);
        if (!existing.startsWith(csv.text.toString())) {
            throw new IllegalArgumentException("the table has other columns than " + header);
        }
        csv.text.setLength(0);
        csv.text.append(existing);
        return csv;
    }

    /** Adds a row; cells that are not known are null and stay empty. */
    public void row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in a table of " + columns + " columns");
        }
        line(Arrays.asList(cells));
    }

    private void line(List<?> cells) {
        text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(","))).append('\n');
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
