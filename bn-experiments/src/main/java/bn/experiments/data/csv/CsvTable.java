package bn.experiments.data.csv;

import bn.experiments.data.Capacity;
import bn.experiments.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The content of a CSV file: all columns but the target as numbers, row by row, and the target's cells as they stand. */
final class CsvTable {
    private final Path path;
    private final CsvOptions options;
    private final CsvFile file;
    private final List<String> targetCells = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private List<String> header;
    private int columns;
    private int target;
    private double[] values = new double[0];
    private int used;
    private final String sha256;

    /**
     * Reads a file.
     *
     * @throws DataException if a row differs in length, or a cell beside the target is missing, no number or not finite
     * @throws bn.api.UsageException if there is no such target column
     */
    CsvTable(Path path, CsvOptions options) {
        this.path = path;
        this.options = options;
        file = CsvFile.open(path, options.delimiter());
        sha256 = file.forEach(this::add);
        if (lines.isEmpty()) {
            throw new DataException(path + " has no rows of data");
        }
    }

    private void add(CsvFile.Row row) {
        if (columns == 0) {
            start(row.cells());
            if (header != null) {
                return;
            }
        }
        if (row.cells().size() != columns) {
            throw new DataException(path + ", line " + row.line() + ": " + row.cells().size()
                    + " cells, but the first record has " + columns + " (cells are separated by " + file.separator() + ")");
        }
        reserve();
        for (int column = 0; column < columns; column++) {
            if (column != target) {
                values[used++] = number(row, column);
            }
        }
        targetCells.add(row.cells().get(target).strip());
        lines.add(row.line());
    }

    private void start(List<String> first) {
        columns = first.size();
        if (columns < 2) {
            throw new DataException(path + " has a single column when cells are separated by " + file.separator()
                    + "; a target and at least one feature are needed (--delimiter chooses another separator)");
        }
        List<String> names = first.stream().map(String::strip).toList();
        header = options.header().orElseGet(() -> looksLikeHeader(names)) ? names : null;
        target = new TargetChoice(path, Optional.ofNullable(header), columns).find(options.target());
    }

    private boolean looksLikeHeader(List<String> first) {
        boolean targetIsThere = first.contains(options.target()) && !Numbers.isNumber(options.target());
        return targetIsThere || first.stream().noneMatch(Numbers::isNumber);
    }

    private double number(CsvFile.Row row, int column) {
        String cell = row.cells().get(column);
        double value = Numbers.parse(cell);
        if (Double.isFinite(value)) {
            return value;
        }
        String what = cell.isBlank() ? "the cell is empty" : Cells.quote(cell) + " is "
                + (Double.isNaN(value) ? "not a number" : "too large for float64");
        throw new DataException(place(row.line(), column) + ": " + what
                + "; every cell beside the target must be a finite number"
                + headerHint(rows()));
    }

    /** Makes room for one more row, by half as much again as there is. */
    private void reserve() {
        long needed = used + (long) width();
        if (needed > Capacity.LONGEST_ARRAY) {
            throw new DataException(path + " has more numbers than one table holds (" + Capacity.LONGEST_ARRAY
                    + "); use fewer rows");
        }
        if (needed > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(Capacity.LONGEST_ARRAY, Math.max(1024, needed + needed / 2)));
        }
    }

    /** The place of a cell, for messages. */
    private String place(long line, int column) {
        String name = header == null ? "" : " (" + Cells.line(header.get(column)) + ")";
        return path + ", line " + line + ", column " + (column + 1) + name;
    }

    /** What to try if a row, counted from 0, is not like the others. */
    String headerHint(int row) {
        boolean guessed = header == null && options.header().isEmpty();
        return row == 0 && guessed ? "; if this line is a header, say --header" : "";
    }

    /** The place of the target of a row counted from 0, for messages. */
    String targetPlace(int row) {
        return place(line(row), target);
    }

    /** The line of a row counted from 0. */
    long line(int row) {
        return lines.get(row);
    }

    int rows() {
        return lines.size();
    }

    /** The number of features. */
    int width() {
        return columns - 1;
    }

    /** The features, row by row; possibly with room behind. */
    double[] values() {
        return values;
    }

    /** The target of each row, without spaces around it. */
    List<String> targetCells() {
        return targetCells;
    }

    String targetName() {
        return header == null ? "column " + (target + 1) : header.get(target);
    }

    String sha256() {
        return sha256;
    }
}
