package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import bn.experiments.data.TargetNumbers;
import bn.experiments.data.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a target column is, classes or numbers, found out cell by cell. */
final class TargetColumn {
    private final Optional<Task> asked;
    private final TargetNumbers numbers = new TargetNumbers();
    /** The different targets by value ("1" and "01" are one), as long as all are numbers; and by character. */
    private final TreeSet<String> byValue = new TreeSet<>(Comparator.comparingDouble(Numbers::parse));
    private final TreeSet<String> byCharacter = new TreeSet<>();
    private Cell number;
    private Cell text;
    private Map<String, Integer> labels;

    /** A cell, with where it was and what to try about it. */
    private record Cell(String content, long line, String place, String hint) { }

    /** A column not seen yet, whose task may be given. */
    TargetColumn(Optional<Task> asked) {
        this.asked = asked;
    }

    /**
     * Takes the target of the current row into account.
     *
     * @throws DataException if it is empty, if numbers and text are mixed without a task asked for, or if there are too many
     *         classes
     */
    void add(CsvRows row) {
        String cell = row.targetCell();
        if (cell.isEmpty()) {
            throw new DataException(row.targetPlace(row.line()) + ": the target is missing; remove the row or fill it in");
        }
        if (asked.equals(Optional.of(Task.REGRESSION))) {
            return;
        }
        double value = Numbers.parse(cell);
        remember(cell, row, !Double.isNaN(value));
        if (asked.isEmpty() && number != null) {
            numbers.add(value, cell.matches("[+-]?\\d+"));
            if (numbers.quantity()) {
                byValue.clear();
                byCharacter.clear();
                return;
            }
        }
        if (text == null) {
            byValue.add(cell);
        }
        byCharacter.add(cell);
        if ((text == null ? byValue : byCharacter).size() > TargetNumbers.MOST_CLASSES) {
            throw new DataException(row.targetPlace(row.line()) + ": the column has more than " + TargetNumbers.MOST_CLASSES
                    + " different targets, too many classes; choose another --target, or --target-kind number if they are "
                    + "quantities");
        }
    }

    private void remember(String cell, CsvRows row, boolean isNumber) {
        if (isNumber ? number == null : text == null) {
            Cell first = new Cell(cell, row.line(), row.targetPlace(row.line()), row.headerHint());
            number = isNumber ? first : number;
            text = isNumber ? text : first;
        }
        if (asked.isEmpty() && number != null && text != null) {
            throw mixed(text);
        }
    }

    private DataException mixed(Cell strange) {
        return new DataException(strange.place() + ": " + Cells.quote(strange.content()) + " is not a number, but "
                + Cells.quote(number.content()) + " in line " + number.line()
                + " is; correct it, or say --target-kind class to take both for names of classes" + strange.hint());
    }

    /** Whether it is a column of numbers, whatever follows. */
    boolean decided() {
        return asked.equals(Optional.of(Task.REGRESSION)) || asked.isEmpty() && numbers.quantity();
    }

    /**
     * Ends the look at the column.
     *
     * @throws DataException if there is one class only
     */
    void finish() {
        boolean regression = decided() || asked.isEmpty() && number != null && numbers.task() == Task.REGRESSION;
        TreeSet<String> classes = regression ? new TreeSet<>() : text == null ? byValue : byCharacter;
        if (classes.size() == 1) {
            throw new DataException((text == null ? number : text).place() + ": all rows are of the class "
                    + Cells.quote(classes.first()) + "; at least two classes are needed");
        }
        labels = new TreeMap<>(classes.comparator());
        classes.forEach(name -> labels.put(name, labels.size()));
    }

    /** The class names in their order, by value or by character; empty for regression. */
    List<String> classes() {
        return List.copyOf(labels.keySet());
    }

    /** The class of the current row, from 0. */
    int label(CsvRows row) {
        Integer label = labels.get(row.targetCell());
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
        String cell = row.targetCell();
        double value = Numbers.parse(cell);
        if (Double.isFinite(value)) {
            return value;
        }
        add(row);           // says what is wrong with an empty cell, or with text among numbers
        throw new DataException(row.targetPlace(row.line()) + ": " + Cells.quote(cell) + " is "
                + (Double.isNaN(value) ? "not a number" : "too large for float64")
                + ", but regression needs one" + row.headerHint());
    }
}
