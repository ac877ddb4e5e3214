package bn.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The number of rows of each class, and the sums of their features less those of the first row, so that a mean far from 0 costs no
 * accuracy. If there are too many classes, none is kept.
 */
final class ClassSums implements Serializable {
    private static final long serialVersionUID = 1;

    private final int most;
    private final double[] origin;
    private final Map<Object, CompensatedSum> sums = new HashMap<>();
    private boolean tooMany;
    private boolean started;
    private transient double[] difference;

    /** No rows of features. */
    ClassSums(int features, int most) {
        origin = new double[features];
        this.most = most;
    }

    /**
     * Adds a row.
     *
     * @param key its class, which may be changed after the call
     * @param copy makes a key that is not changed
     * @param rows where the features are
     * @param start index of the first
     */
    <K> void add(K key, UnaryOperator<K> copy, double[] rows, int start) {
        if (tooMany) {
            return;
        }
        if (!started) {
            System.arraycopy(rows, start, origin, 0, origin.length);
            started = true;
        }
        CompensatedSum sum = sums.get(key);
        if (sum == null) {
            sum = new CompensatedSum(origin.length);
            sums.put(copy.apply(key), sum);
            limit();
        }
        if (difference == null) {
            difference = new double[origin.length];
        }
        System.arraycopy(rows, start, difference, 0, origin.length);
        for (int j = 0; j < origin.length; j++) {
            difference[j] -= origin[j];
        }
        sum.add(1, difference);
    }

    private void limit() {
        if (sums.size() > most) {
            tooMany = true;
            sums.clear();
        }
    }

    /** Adds the rows of another one. */
    void merge(ClassSums other) {
        if (tooMany || other.tooMany) {
            tooMany = true;
            sums.clear();
            return;
        }
        if (!other.started) {
            return;
        }
        if (!started) {
            System.arraycopy(other.origin, 0, origin, 0, origin.length);
            started = true;
        }
        other.sums.forEach((key, theirs) -> {
            double[] moved = new double[origin.length];
            for (int j = 0; j < origin.length; j++) {
                moved[j] = theirs.sum(j) + theirs.count() * (other.origin[j] - origin[j]);
            }
            sums.computeIfAbsent(key, absent -> new CompensatedSum(origin.length)).add(theirs.count(), moved);
        });
        limit();
    }

    /** The number of features. */
    int features() {
        return origin.length;
    }

    /** Whether there were more classes than are possible. */
    boolean tooMany() {
        return tooMany;
    }

    /** The classes: Double, or text. */
    Set<Object> keys() {
        return sums.keySet();
    }

    /** The number of rows of a class. */
    long count(Object key) {
        return sums.get(key).count();
    }

    /** For each feature, the sum over the rows of a class of its distance from the mean of all rows. */
    double[] deviation(Object key) {
        long all = sums.values().stream().mapToLong(CompensatedSum::count).sum();
        CompensatedSum one = sums.get(key);
        double[] deviation = new double[origin.length];
        for (int j = 0; j < origin.length; j++) {
            double total = 0;
            for (CompensatedSum sum : sums.values()) {
                total += sum.sum(j);
            }
            deviation[j] = one.sum(j) - total * ((double) one.count() / all);
        }
        return deviation;
    }
}
