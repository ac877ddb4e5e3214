package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a CSV file one after the other: the features as numbers, and the target as text or number. */
final class CsvRows implements AutoCloseable {
    private final Path path;
    private final CsvFile file;
    private final CsvRecords records;
    private final CsvLayout layout;
    private final IndexColumns index;
    private final int[] features;
    /** The first record, if it is not a header, until it is returned. */
    private CsvRow waiting;
    private CsvRow current;
    private long rows;

    /**
     * Opens a file and reads its first record.
     *
     * @throws DataException if the file cannot be read, or its layout is not clear
     * @throws bn.api.InvalidRequestException if a column that the user named does not exist
     */
    CsvRows(Path path, CsvOptions options) {
        this.path = path;
        file = CsvFile.open(path, options.delimiter());
        records = file.records();
        try {
            waiting = records.next();
            if (waiting == null) {
                throw empty();
            }
            layout = CsvLayout.of(file, options, waiting);
            index = new IndexColumns(layout);
            features = layout.features();
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
        if (layout.header().isPresent()) {
            waiting = null;
        }
    }

    private DataException empty() {
        return new DataException(path + " has no rows of data");
    }

    /**
     * Reads the next row; false at the end.
     *
     * @throws DataException if its number of cells differs from the first record, or the file has no rows
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
        if (current.size() != layout.columns()) {
            throw new DataException(path + ", line " + current.line() + ": " + current.size() + " cells, but the first record "
                    + "has " + layout.columns() + " (cells are separated by " + file.separator() + ")");
        }
        index.add(current);
        rows++;
        return true;
    }

    /**
     * Copies the features of the current row into an array from an offset on.
     *
     * @throws DataException if a cell is empty, not a number, or not finite
     */
    void features(double[] into, int offset) {
        for (int i = 0; i < features.length; i++) {
            double value = current.number(features[i]);
            if (!Double.isFinite(value)) {
                throw new DataException(place(current.line(), features[i]) + ": " + problem(current.cell(features[i]), value)
                        + "; every cell of a feature must be a finite number, so correct it, or leave the column out",
                        DataRemedy.INDEX);
            }
            into[offset + i] = value;
        }
    }

    /** Says what is wrong with a cell that is not a finite number. */
    static String problem(String cell, double value) {
        if (cell.isBlank()) {
            return "the cell is empty";
        }
        if (!Double.isNaN(value)) {
            return Cells.quote(cell) + " is too large for float64";
        }
        return Cells.quote(cell) + " is not a number"
                + (cell.indexOf('\0') >= 0 ? " (it holds bytes of 0: save the file as UTF-8)"
                        : Cells.resemblesNumber(cell) ? " (write decimals with a point, and no other signs, as in 1234.5)" : "");
    }

    /** The target of the current row as text, without surrounding spaces. */
    String targetCell() {
        return current.cell(layout.target()).strip();
    }

    /** The target of the current row as a number; NaN if it is not a number. */
    double targetNumber() {
        return current.number(layout.target());
    }

    /** The line of the current row. */
    long line() {
        return current.line();
    }

    /** The location of a cell, for messages. */
    private String place(long line, int column) {
        return path + ", line " + line + ", " + layout.name(column);
    }

    /** The location of the target in a line, for messages. */
    String targetPlace(long line) {
        return place(line, layout.target());
    }

    /** The number of features. */
    int width() {
        return features.length;
    }

    /** The number of rows read. */
    long count() {
        return rows;
    }

    String targetName() {
        return layout.targetName();
    }

    /** The name of the target, for the user. */
    String targetDescription() {
        return layout.header().map(names -> Cells.line(layout.targetName()) + " (column " + (layout.target() + 1) + ")")
                .orElse(layout.targetName());
    }

    /** How else the file was interpreted, for the user. */
    List<String> description() {
        List<String> lines = new ArrayList<>();
        lines.add("cells separated by " + file.separator());
        lines.add((layout.header().isPresent() ? "line 1 is a header (" : "line 1 is data (") + layout.reason() + ")");
        lines.addAll(index.description());
        return lines;
    }

    /**
     * To be called after the last row that is needed.
     *
     * @throws DataException if the checksum of the file is wrong, or it is not clear whether the first column is a feature
     */
    void finish() {
        records.finish();
        index.finish();
    }

    /** The fraction of the file that was read. */
    double fractionRead() {
        return records.fractionRead();
    }

    /** The SHA-256 of the content. To be called after the last row. */
    String sha256() {
        return records.sha256();
    }

    @Override
    public void close() {
        records.close();
    }
}
