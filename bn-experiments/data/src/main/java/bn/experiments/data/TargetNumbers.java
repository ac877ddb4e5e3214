package bn.experiments.data;

import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Decides whether numeric targets are classes or quantities. The rule is the same for all file formats: integers are classes if
 * there are at most 100 distinct values, and fewer than half as many distinct values as rows. All other numbers are quantities,
 * also decimals such as 1.0 and elements of a floating-point array.
 */
public final class TargetNumbers {
    /** If there are more distinct integers than this, they are quantities. */
    public static final int MAX_NUMBERED_CLASSES = 100;
    /** More classes than this are probably identifiers; one column of targets for each would not fit in memory. */
    public static final int MAX_CLASSES = 1000;
    /** From here on float64 cannot represent all integers, so two classes could get the same value. */
    private static final double INEXACT = 0x1p53;

    private final TreeSet<Double> distinct = new TreeSet<>(Comparator.naturalOrder());
    /** The first number that is not an integer, or not written as one; null if there is none. */
    private Double broken;
    private long count;

    /** Without numbers yet. */
    public TargetNumbers() {}

    /**
     * Adds the target of the next row.
     *
     * @param integer whether it is written or stored as an integer: 1, but not 1.0 or 1e0
     */
    public void add(double value, boolean integer) {
        add(value, integer, 1);
    }

    /** Adds a target that several rows have. */
    public void add(double value, boolean integer, long rows) {
        count += rows;
        if (broken == null && !(integer && isWhole(value))) {
            broken = value;
        }
        if (!quantity()) {
            distinct.add(value + 0.0);      // -0 is 0
        }
    }

    /** Whether a number can be a class: it is an integer that float64 can distinguish from its neighbours. */
    public static boolean isWhole(double value) {
        return Math.rint(value) == value && Math.abs(value) < INEXACT;
    }

    /** Whether the targets are quantities, whatever numbers follow. */
    public boolean quantity() {
        return broken != null || distinct.size() > MAX_NUMBERED_CLASSES;
    }

    /** The task, according to the numbers so far. */
    public Task task() {
        return !quantity() && 2L * distinct.size() < count ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** The distinct numbers in ascending order; only valid if {@link #quantity} is false. */
    public SortedSet<Double> distinct() {
        return distinct;
    }

    /** The reason for {@link #task}, for the user. */
    public String reason() {
        if (broken != null) {
            return isWhole(broken) ? "decimal numbers, such as " + broken + "; classes if a classification is asked for"
                    : broken + " is " + (Math.rint(broken) == broken ? "2^53 or more" : "not a whole number");
        }
        if (distinct.size() > MAX_NUMBERED_CLASSES) {
            return "more than " + MAX_NUMBERED_CLASSES + " different whole numbers";
        }
        return distinct.size() + " different whole numbers in " + count + " rows, " + (task() == Task.CLASSIFICATION
                ? "fewer than half as many" : "not fewer than half as many");
    }

    /** The name of a class that is a number. It is the same for 1, 1.0 and 1e0. */
    public static String name(double value) {
        return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
