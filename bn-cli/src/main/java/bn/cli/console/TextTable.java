package bn.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of text with a header; a column is aligned right if every cell in it is a number or empty. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public TextTable(String... header) {
        this.header = List.of(header);
    }

    /** Adds a row. */
    public void row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + header.size() + " columns");
        }
        rows.add(Arrays.asList(cells));
    }

    @Override
    public String toString() {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        boolean[] numeric = new boolean[widths.length];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            widths[c] = Math.max(widths[c], rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
            numeric[c] = rows.stream().map(row -> row.get(column)).allMatch(TextTable::number);
        }
        StringBuilder text = new StringBuilder();
        line(text, header, widths, numeric);
        line(text, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths, numeric);
        rows.forEach(row -> line(text, row, widths, numeric));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths, boolean[] numeric) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String space = " ".repeat(widths[c] - cells.get(c).length());
            line.append(c == 0 ? "" : GAP).append(numeric[c] ? space + cells.get(c) : cells.get(c) + space);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static boolean number(String cell) {
        return cell.isEmpty() || cell.equals("-") || cell.matches("[-+]?[0-9][0-9,]*(\\.[0-9]+)?([eE][-+]?[0-9]+)?( ?%)?|NaN");
    }
}
