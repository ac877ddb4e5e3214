package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.TargetNumbers;
import bn.experiments.data.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides cell by cell whether the target column contains classes or numbers. */
final class TargetColumn {
    private final Optional<Task> asked;
    private final TargetNumbers numbers = new TargetNumbers();
    private final Set<Object> distinct = new TreeSet<>(ClassKeys.ORDER);
    private Cell number;
    private Cell text;
    private List<Object> classes;
    private Map<Object, Integer> labels;

    /** A cell with its location. */
    private record Cell(String content, long line, String place) {}

    /** A column of which no cell was read. */
    TargetColumn(Optional<Task> asked) {
        this.asked = asked;
    }

    /**
     * Adds the target of the current row.
     *
     * @throws DataException if it is empty; if no task is given and it is neither clearly a number nor clearly a name; or if
     *         there are too many classes
     */
    void add(CsvRows row) {
        String cell = row.targetCell();
        if (cell.isEmpty()) {
            throw new DataException(row.targetPlace(row.line()) + ": the target is missing; remove the row or fill it in");
        }
        if (asked.equals(Optional.of(Task.REGRESSION))) {
            return;
        }
        double value = row.targetNumber();
        boolean isNumber = !Double.isNaN(value);
        remember(cell, row, isNumber);
        if (asked.isEmpty() && isNumber) {
            numbers.add(value, Numbers.isInteger(cell));
            if (numbers.quantity()) {
                distinct.clear();
                return;
            }
        } else if (isNumber && Math.rint(value) == value && !TargetNumbers.isWhole(value)) {
            throw new DataException(row.targetPlace(row.line()) + ": the class " + Cells.quote(cell) + " is 2^53 or more, where "
                    + "float64 cannot tell it from others; number or name the classes");
        }
        if (distinct.add(key(row)) && asked.isEmpty() && !isNumber) {
            refuseDoubtful(cell, row);
        }
        if (distinct.size() > TargetNumbers.MAX_CLASSES) {
            throw new DataException(row.targetPlace(row.line()) + ": the column has more than " + TargetNumbers.MAX_CLASSES
                    + " different targets, too many classes; choose another target, or regression if they are "
                    + "quantities", DataRemedy.TARGET, DataRemedy.TASK);
        }
    }

    private static Object key(CsvRows row) {
        return ClassKeys.of(row.targetCell(), row.targetNumber());
    }

    private void remember(String cell, CsvRows row, boolean isNumber) {
        if (isNumber && number == null) {
            number = new Cell(cell, row.line(), row.targetPlace(row.line()));
        } else if (!isNumber && text == null) {
            text = new Cell(cell, row.line(), row.targetPlace(row.line()));
        }
        if (asked.isEmpty() && number != null && text != null) {
            throw new DataException(text.place() + ": " + Cells.quote(text.content()) + " is not a number, but "
                    + Cells.quote(number.content()) + " in line " + number.line()
                    + " is; correct it, or choose classification to take both for names of classes", DataRemedy.TASK);
        }
    }

    /** Rejects text that means a missing value or is a number in another notation. */
    private static void refuseDoubtful(String cell, CsvRows row) {
        if (ClassKeys.isDoubtful(cell)) {
            throw new DataException(
                    row.targetPlace(row.line()) + ": " + CsvRows.problem(cell, Double.NaN) + ", and hardly the name "
                            + "of a class; correct it, or choose classification if it is one",
                    DataRemedy.TASK);
        }
    }

    /** Whether it is certain that the column contains quantities, whatever follows. */
    boolean decided() {
        return asked.equals(Optional.of(Task.REGRESSION)) || asked.isEmpty() && numbers.quantity();
    }

    /**
     * To be called after the last cell of the first pass.
     *
     * @throws DataException if there is only one class
     */
    void finish() {
        boolean regression = decided() || asked.isEmpty() && number != null && numbers.task() == Task.REGRESSION;
        classes = regression ? List.of() : List.copyOf(distinct);
        if (classes.size() == 1) {
            throw new DataException((number == null ? text : number).place() + ": all rows are of the class "
                    + Cells.quote(ClassKeys.name(classes.get(0))) + "; at least two classes are needed");
        }
        labels = new HashMap<>();
        classes.forEach(key -> labels.put(key, labels.size()));
    }

    /** The names of the classes in their order; empty for regression. */
    List<String> classes() {
        return classes.stream().map(ClassKeys::name).toList();
    }

    /** The reason for the task, for the user. */
    String reason() {
        return asked.isPresent() ? "as asked for" : number == null ? "text" : numbers.reason();
    }

    /** The class of the current row, from 0. */
    int label(CsvRows row) {
        Integer label = labels.get(key(row));
        if (label == null) {
            throw new DataException(row.targetPlace(row.line()) + ": the file changed while it was read; try again");
        }
        return label;
    }

    /**
     * The target of the current row, for regression.
     *
     * @throws DataException if it is not a finite number
     */
    double value(CsvRows row) {
        double value = row.targetNumber();
        if (Double.isFinite(value)) {
            return value;
        }
        add(row);           // throws if the cell is empty, or a text among numbers
        throw new DataException(row.targetPlace(row.line()) + ": " + CsvRows.problem(row.targetCell(), value)
                + ", but regression needs one");
    }
}
