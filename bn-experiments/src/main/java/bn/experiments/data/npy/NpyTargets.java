package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import bn.experiments.data.TargetNumbers;
import bn.experiments.data.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What an array of targets is: classes or numbers. */
final class NpyTargets {
    private static final int BLOCK = 8192;

    private final double[] classes;

    /**
     * Reads the targets, unless they are asked to be numbers, and no further than it takes to know that they are.
     *
     * @throws DataException if there is one class only or too many
     */
    NpyTargets(NpyArray y, Optional<Task> asked) {
        TargetNumbers numbers = new TargetNumbers();
        TreeSet<Double> distinct = new TreeSet<>();
        boolean quantity = asked.equals(Optional.of(Task.REGRESSION));
        double[] block = new double[BLOCK];
        for (int count = 1; !quantity && count > 0;) {
            count = y.read(block, 0, 1, BLOCK);
            for (int i = 0; i < count; i++) {
                numbers.add(block[i], Math.rint(block[i]) == block[i]);
                if (asked.isPresent() || !numbers.quantity()) {
                    distinct.add(block[i] + 0.0);
                }
            }
            if (distinct.size() > TargetNumbers.MOST_CLASSES) {
                throw new DataException(y.where() + " has more than " + TargetNumbers.MOST_CLASSES
                        + " different targets, too many classes; say --target-kind number if they are quantities");
            }
            quantity = asked.isEmpty() && numbers.quantity();
        }
        boolean regression = quantity || asked.isEmpty() && numbers.task() == Task.REGRESSION;
        classes = regression ? new double[0] : distinct.stream().mapToDouble(value -> value).toArray();
        if (classes.length == 1) {
            throw new DataException(y.where() + " has " + name(classes[0]) + " only; at least two classes are needed");
        }
    }

    /** Classification or regression. */
    Task task() {
        return classes.length == 0 ? Task.REGRESSION : Task.CLASSIFICATION;
    }

    /** The classes, least first; empty for regression. */
    double[] classes() {
        return classes;
    }

    /** The classes' names. */
    List<String> names() {
        return Arrays.stream(classes).mapToObj(NpyTargets::name).toList();
    }

    private static String name(double value) {
        return Math.rint(value) == value && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
