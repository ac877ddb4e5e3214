package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import bn.experiments.data.Targets;
import bn.experiments.data.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a table's target column is: classes or numbers. */
final class TargetColumn {
    /** More distinct whole numbers than this are taken for a quantity. */
    static final int MOST_NUMBERED_CLASSES = 100;
    /** More classes than this are identifiers: one column of targets for each would not fit in memory. */
    static final int MOST_CLASSES = 1000;

    private final CsvTable table;
    private final List<String> cells;
    private final TreeSet<String> classes;

    /**
     * Looks at the target column of a table.
     *
     * @throws DataException if a cell is empty, if numbers and text are mixed without a task asked for, if a number is wanted
     *         where there is none, or if there is one class only or too many
     */
    TargetColumn(CsvTable table, Optional<Task> asked) {
        this.table = table;
        cells = table.targetCells();
        int empty = cells.indexOf("");
        if (empty >= 0) {
            throw new DataException(table.targetPlace(empty) + ": the target is missing; remove the row or fill it in");
        }
        Task task = asked.orElseGet(this::guess);
        classes = task == Task.REGRESSION ? new TreeSet<>() : distinct();
        if (classes.size() == 1) {
            throw new DataException(table.targetPlace(0) + ": all rows are of the class " + Cells.quote(classes.first())
                    + "; at least two classes are needed");
        }
        if (classes.size() > MOST_CLASSES) {
            throw new DataException(table.targetPlace(0) + ": the column has " + classes.size() + " different targets, more than "
                    + MOST_CLASSES + " classes; choose another --target, or --target-kind number if they are quantities");
        }
    }

    private Task guess() {
        int first = indexOf(true);
        int text = indexOf(false);
        if (first < 0) {
            return Task.CLASSIFICATION;
        }
        if (text >= 0) {
            throw new DataException(table.targetPlace(text) + ": " + Cells.quote(cells.get(text)) + " is not a number, but "
                    + Cells.quote(cells.get(first)) + " in line " + table.line(first)
                    + " is; correct it, or say --target-kind class to take both for names of classes"
                    + table.headerHint(text));
        }
        boolean whole = cells.stream().allMatch(cell -> cell.matches("[+-]?\\d+"));
        int distinct = whole ? distinct().size() : Integer.MAX_VALUE;
        return distinct <= MOST_NUMBERED_CLASSES && 2L * distinct < cells.size() ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** The first row whose target is a number, or is not; -1 if there is none. */
    private int indexOf(boolean number) {
        return IntStream.range(0, cells.size()).filter(row -> Numbers.isNumber(cells.get(row)) == number).findFirst().orElse(-1);
    }

    /** The different targets: by value if all are numbers ("1" and "01" are one), otherwise by character. */
    private TreeSet<String> distinct() {
        TreeSet<String> names = new TreeSet<>(indexOf(false) < 0 ? Comparator.comparingDouble(Numbers::parse)
                : Comparator.<String>naturalOrder());
        names.addAll(cells);
        return names;
    }

    /** The class names in the order of {@link #distinct}, not of the rows; empty for regression. */
    List<String> classes() {
        return List.copyOf(classes);
    }

    /** The targets of the given rows, in that order. */
    Targets of(int[] rows) {
        if (classes.isEmpty()) {
            return new Targets.Values(IntStream.of(rows).mapToDouble(this::number).toArray());
        }
        TreeMap<String, Integer> labels = new TreeMap<>(classes.comparator());
        classes.forEach(name -> labels.put(name, labels.size()));
        return new Targets.Labels(IntStream.of(rows).map(row -> labels.get(cells.get(row))).toArray(), classes.size());
    }

    private double number(int row) {
        double value = Numbers.parse(cells.get(row));
        if (!Double.isFinite(value)) {
            throw new DataException(table.targetPlace(row) + ": " + Cells.quote(cells.get(row)) + " is "
                    + (Double.isNaN(value) ? "not a number" : "too large for float64")
                    + ", but regression needs one" + table.headerHint(row));
        }
        return value;
    }
}
