package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a CSV file, one after the other. Its first line has the names of its columns, by which cells are asked for; cells are
 * separated by commas.
 */
public final class NamedRows implements AutoCloseable {
    /** All integers up to this one are exact in float64. */
    private static final double MOST = 0x1p53;

    private final Path file;
    private final CsvRecords records;
    private final Map<String, Integer> columns = new HashMap<>();
    private CsvRow row;
    private final int width;

    /**
     * Opens a file.
     *
     * @param required columns that it has, in any order
     * @param optional columns that it may have, and no others
     * @throws DataException if it cannot be read or has other columns
     */
    public NamedRows(Path file, List<String> required, List<String> optional) {
        this.file = file;
        records = new CsvFile(file, ',').records();
        try {
            row = records.next();
            width = row == null ? 0 : row.size();
            readHeader(required, optional);
        } catch (DataException e) {
            records.close();
            throw e;
        }
    }

    private void readHeader(List<String> required, List<String> optional) {
        for (int i = 0; i < width; i++) {
            String name = row.cell(i).strip();
            if (!required.contains(name) && !optional.contains(name)) {
                throw wrong("has a column " + Cells.quote(name) + "; it may have " + String.join(", ", required) + " and "
                        + String.join(", ", optional));
            }
            if (columns.put(name, i) != null) {
                throw wrong("has the column " + name + " twice");
            }
        }
        for (String name : required) {
            if (!has(name)) {
                throw new DataException(file + " has no column " + name + "; its first line has the names of its columns: "
                        + String.join(",", required) + " and, where they are known, " + String.join(",", optional));
            }
        }
    }

    /** Whether the file has a column. */
    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /**
     * Goes on to the next row.
     *
     * @return whether there is one
     * @throws DataException if it has more or fewer cells than the first line
     */
    public boolean next() {
        row = records.next();
        if (row == null) {
            records.finish();
            return false;
        }
        if (row.size() != width) {
            throw wrong("has " + row.size() + " cells, not " + width);
        }
        return true;
    }

    /** The line of the row, from 1. */
    public long line() {
        return row.line();
    }

    /** The text of a column that the file has, without spaces around it. */
    public String text(String column) {
        return row.cell(columns.get(column)).strip();
    }

    /** The number of a column that the file has; NaN for an empty cell. */
    public double numberOrNaN(String column) {
        return text(column).isEmpty() ? Double.NaN : number(column);
    }

    /**
     * The number of a column that the file has.
     *
     * @throws DataException if it is none, or not finite
     */
    public double number(String column) {
        double number = row.number(columns.get(column));
        if (!Double.isFinite(number)) {
            throw wrong("has " + Cells.quote(text(column)) + " as " + column + ", not a finite number");
        }
        return number;
    }

    /**
     * The whole number of a column that the file has.
     *
     * @throws DataException if it is none, or below the least
     */
    public long whole(String column, long least) {
        double number = Numbers.isInteger(text(column)) ? row.number(columns.get(column)) : Double.NaN;
        if (!(number >= least && number <= MOST)) {
            throw wrong("has " + Cells.quote(text(column)) + " as " + column + ", not a whole number of at least " + least);
        }
        return (long) number;
    }

    /** The failure that a row is wrong, with its line. */
    public DataException wrong(String what) {
        return new DataException(file + ", line " + line() + " " + what);
    }

    @Override
    public void close() {
        records.close();
    }
}
