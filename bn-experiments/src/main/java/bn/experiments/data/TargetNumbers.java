package bn.experiments.data;

import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Target numbers, one after the other: are they classes or a quantity? The rule is the same for all kinds of files. Numbers that are
 * written or stored as whole numbers are classes if there are at most 100 different ones and fewer than half as many as rows. All
 * others are a quantity: decimals such as 1.0, elements of a floating-point array.
 */
public final class TargetNumbers {
    /** More distinct whole numbers than this are taken for a quantity. */
    public static final int MOST_NUMBERED_CLASSES = 100;
    /** More classes than this are identifiers: one column of targets for each would not fit in memory. */
    public static final int MOST_CLASSES = 1000;
    /** From here on whole numbers of float64 have gaps, so that two classes could become one. */
    private static final double GAPS = 0x1p53;

    private final TreeSet<Double> distinct = new TreeSet<>(Comparator.naturalOrder());
    /** The first one that is not a whole number, or not written as one, if there is one. */
    private Double broken;
    private long count;

    /**
     * Takes a number into account.
     *
     * @param integer whether it is written or stored as a whole number: 1, and not 1.0 or 1e0
     */
    public void add(double value, boolean integer) {
        count++;
        if (broken == null && !(integer && isWhole(value))) {
            broken = value;
        }
        if (!quantity()) {
            distinct.add(value + 0.0);      // -0 is 0
        }
    }

    /** Whether a number can be a class: it is whole, and float64 tells it from its neighbours. */
    public static boolean isWhole(double value) {
        return Math.rint(value) == value && Math.abs(value) < GAPS;
    }

    /** Whether no further number can make them classes. */
    public boolean quantity() {
        return broken != null || distinct.size() > MOST_NUMBERED_CLASSES;
    }

    /** What they are, going by all so far. */
    public Task task() {
        return !quantity() && 2L * distinct.size() < count ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** The different numbers, least first; only as long as it may be {@link #quantity} is false. */
    public SortedSet<Double> distinct() {
        return distinct;
    }

    /** Why they are what they are, going by all so far, for the user. */
    public String reason() {
        if (broken != null) {
            return isWhole(broken) ? "decimal numbers, such as " + broken + "; classes if a classification is asked for"
                    : broken + " is " + (Math.rint(broken) == broken ? "2^53 or more" : "not a whole number");
        }
        if (distinct.size() > MOST_NUMBERED_CLASSES) {
            return "more than " + MOST_NUMBERED_CLASSES + " different whole numbers";
        }
        return distinct.size() + " different whole numbers in " + count + " rows, " + (task() == Task.CLASSIFICATION
                ? "fewer than half as many" : "not fewer than half as many");
    }

    /** The name of a class that is a number: the same whether it was written as 1, 1.0 or 1e0. */
    public static String name(double value) {
        return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
