package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The rows of a CSV file, one after the other: all columns but the target as numbers, and the target's cell as it stands. */
final class CsvRows implements AutoCloseable {
    private final Path path;
    private final CsvOptions options;
    private final CsvFile file;
    private final CsvRecords records;
    private final List<String> header;
    private final int columns;
    private final int target;
    /** A first record that is no header, until it is handed out. */
    private CsvRow waiting;
    private CsvRow current;
    private long rows;

    /**
     * Opens a file and looks at its first record.
     *
     * @throws DataException if the file cannot be read, or has no two columns
     * @throws bn.api.UsageException if there is no such target column
     */
    CsvRows(Path path, CsvOptions options) {
        this.path = path;
        this.options = options;
        file = CsvFile.open(path, options.delimiter());
        records = file.records();
        try {
            waiting = records.next();
            if (waiting == null) {
                throw empty();
            }
            columns = waiting.size();
            if (columns < 2) {
                throw new DataException(path + " has a single column when cells are separated by " + file.separator()
                        + "; a target and at least one feature are needed (--delimiter chooses another separator)");
            }
            List<String> names = waiting.texts().stream().map(String::strip).toList();
            header = options.header().orElseGet(() -> looksLikeHeader(names)) ? names : null;
            target = new TargetChoice(path, Optional.ofNullable(header), columns).find(options.target());
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
        if (header != null) {
            waiting = null;
        }
    }

    private boolean looksLikeHeader(List<String> first) {
        boolean targetIsThere = first.contains(options.target()) && !Numbers.isNumber(options.target());
        return targetIsThere || first.stream().noneMatch(Numbers::isNumber);
    }

    private DataException empty() {
        return new DataException(path + " has no rows of data");
    }

    /**
     * Goes on to the next row; false at the end.
     *
     * @throws DataException if it differs in length, or the file ends without a row
     */
    boolean next() {
        current = waiting != null ? waiting : records.next();
        waiting = null;
        if (current == null) {
            if (rows == 0) {
                throw empty();
            }
            return false;
        }
        if (current.size() != columns) {
            throw new DataException(path + ", line " + current.line() + ": " + current.size()
                    + " cells, but the first record has " + columns + " (cells are separated by " + file.separator() + ")");
        }
        rows++;
        return true;
    }

    /**
     * Copies the features of the row into an array from an offset on.
     *
     * @throws DataException if a cell beside the target is missing, no number or not finite
     */
    void features(double[] into, int offset) {
        int next = offset;
        for (int column = 0; column < columns; column++) {
            if (column != target) {
                into[next++] = number(column);
            }
        }
    }

    private double number(int column) {
        double value = current.number(column);
        if (Double.isFinite(value)) {
            return value;
        }
        String cell = current.cell(column);
        String what = cell.isBlank() ? "the cell is empty" : Cells.quote(cell) + " is "
                + (Double.isNaN(value) ? "not a number" : "too large for float64");
        throw new DataException(place(current.line(), column) + ": " + what
                + "; every cell beside the target must be a finite number" + headerHint());
    }

    /** The target of the row, without spaces around it. */
    String targetCell() {
        return current.cell(target).strip();
    }

    /** The line of the row. */
    long line() {
        return current.line();
    }

    /** The place of a cell, for messages. */
    private String place(long line, int column) {
        String name = header == null ? "" : " (" + Cells.line(header.get(column)) + ")";
        return path + ", line " + line + ", column " + (column + 1) + name;
    }

    /** The place of the target in a line, for messages. */
    String targetPlace(long line) {
        return place(line, target);
    }

    /** What to try if the row is not like the others. */
    String headerHint() {
        boolean guessed = header == null && options.header().isEmpty();
        return rows == 1 && guessed ? "; if this line is a header, say --header" : "";
    }

    /** The number of features. */
    int width() {
        return columns - 1;
    }

    String targetName() {
        return header == null ? "column " + (target + 1) : header.get(target);
    }

    /** The share of the file that was read. */
    double share() {
        return records.share();
    }

    /** The SHA-256 of the content, after the last row. */
    String sha256() {
        return records.sha256();
    }

    @Override
    public void close() {
        records.close();
    }
}
