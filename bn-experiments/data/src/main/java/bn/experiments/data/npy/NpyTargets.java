package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.TargetNumbers;
import bn.experiments.data.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Decides whether an array of targets contains classes or numbers. */
final class NpyTargets {
    private static final int BLOCK = 8192;

    private final double[] classes;
    private final String reason;

    /**
     * Reads the targets until it is certain that they are quantities. They are not read if the user asks for regression.
     *
     * @param asked the task, if the user gave it
     * @throws DataException if there is only one class, or there are too many
     */
    NpyTargets(NpyArray y, Optional<Task> asked) {
        TargetNumbers numbers = new TargetNumbers();
        TreeSet<Double> distinct = new TreeSet<>();
        boolean quantity = asked.equals(Optional.of(Task.REGRESSION));
        double[] block = new double[BLOCK];
        for (int count = 1; !quantity && count > 0;) {
            count = y.read(block, 0, 1, BLOCK);
            for (int i = 0; i < count; i++) {
                numbers.add(block[i], y.integers());
                if (asked.isPresent()) {
                    y.requireFinite(block[i], y.done() - count + i, 0);
                    requireDistinct(y, block[i]);
                    distinct.add(block[i] + 0.0);
                }
            }
            if (distinct.size() > TargetNumbers.MAX_CLASSES) {
                throw new DataException(y.where() + " has more than " + TargetNumbers.MAX_CLASSES
                        + " different targets, too many classes; choose regression if they are quantities", DataRemedy.TASK);
            }
            quantity = asked.isEmpty() && numbers.quantity();
        }
        boolean regression = quantity || asked.isEmpty() && numbers.task() == Task.REGRESSION;
        classes = regression ? new double[0]
                : (asked.isPresent() ? distinct : numbers.distinct()).stream().mapToDouble(value -> value).toArray();
        reason = asked.isPresent() ? "as asked for" : numbers.reason();
        if (classes.length == 1) {
            throw new DataException(y.where() + " has " + TargetNumbers.name(classes[0]) + " only; at least two classes are "
                    + "needed");
        }
    }

    private static void requireDistinct(NpyArray y, double value) {
        if (Math.rint(value) == value && !TargetNumbers.isWhole(value)) {
            throw new DataException(y.where() + " holds the class " + value + ", 2^53 or more, where float64 cannot tell it from "
                    + "others; number the classes");
        }
    }

    /** Classification or regression. */
    Task task() {
        return classes.length == 0 ? Task.REGRESSION : Task.CLASSIFICATION;
    }

    /** The reason for the task, for the user. */
    String reason() {
        return reason;
    }

    /** The index of the class of a number; negative if there is no such class. */
    int label(double value) {
        return Arrays.binarySearch(classes, value + 0.0);
    }

    /** The names of the classes in ascending order; empty for regression. */
    List<String> names() {
        return Arrays.stream(classes).mapToObj(TargetNumbers::name).toList();
    }
}
