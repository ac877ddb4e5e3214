package bn.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. Its columns are aligned, so that it is readable as plain text, too. */
final class MarkdownTable {
    private final List<String[]> rows = new ArrayList<>();

    MarkdownTable(String... header) {
        rows.add(header);
    }

    /** Adds a row. Missing cells are empty. */
    void row(String... cells) {
        rows.add(cells);
    }

    /** Whether it has only its header. */
    boolean isEmpty() {
        return rows.size() == 1;
    }

    void print(String title) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (int column = 0; column < columns; column++) {
            for (String[] row : rows) {
                // A row with a failure is shorter, and its text may be longer than the column.
                boolean whole = row.length == columns;
                widths[column] = Math.max(widths[column], whole ? row[column].length() : 0);
            }
        }
        StringBuilder text = new StringBuilder("\n### ").append(title).append("\n\n");
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 0; column < columns; column++) {
                String cell = column < rows.get(i).length ? rows.get(i)[column] : "";
                text.append(column == 0 ? "| " : " | ").append(padded(cell, widths[column], column == 0));
            }
            text.append(" |\n");
            if (i == 0) {
                for (int column = 0; column < columns; column++) {
                    text.append('|').append(column == 0 ? " " : "-").append("-".repeat(widths[column]))
                            .append(column == 0 ? " " : ":");
                }
                text.append("|\n");
            }
        }
        System.out.println(text);
    }

    private static String padded(String cell, int width, boolean left) {
        String space = " ".repeat(Math.max(0, width - cell.length()));
        return left ? cell + space : space + cell;
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A time, given in nanoseconds, in microseconds or milliseconds. */
    static String time(double nanos) {
        return nanos < 1e6 ? number(nanos * 1e-3, 1) + " us" : number(nanos * 1e-6, 2) + " ms";
    }

    static String mebibytes(double bytes) {
        return number(bytes / (1 << 20), 0) + " MiB";
    }
}
