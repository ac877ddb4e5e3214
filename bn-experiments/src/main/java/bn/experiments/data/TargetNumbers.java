package bn.experiments.data;

import java.util.TreeSet;

/**
 * Target numbers, one after the other: are they classes or a quantity? Whole numbers are classes if there are at most 100
 * different ones and fewer than half as many as rows; all other numbers are a quantity.
 */
public final class TargetNumbers {
    /** More distinct whole numbers than this are taken for a quantity. */
    public static final int MOST_NUMBERED_CLASSES = 100;
    /** More classes than this are identifiers: one column of targets for each would not fit in memory. */
    public static final int MOST_CLASSES = 1000;

    private final TreeSet<Double> distinct = new TreeSet<>();
    private boolean whole = true;
    private long count;

    /**
     * Takes a number into account.
     *
     * @param isWhole whether it is a whole number as it is written
     */
    public void add(double value, boolean isWhole) {
        count++;
        whole &= isWhole;
        if (!quantity()) {
            distinct.add(value + 0.0);      // -0 is 0
        }
    }

    /** Whether no further number can make them classes. */
    public boolean quantity() {
        return !whole || distinct.size() > MOST_NUMBERED_CLASSES;
    }

    /** What they are, going by all so far. */
    public Task task() {
        return !quantity() && 2L * distinct.size() < count ? Task.CLASSIFICATION : Task.REGRESSION;
    }
}
