package bn.spark.network;

import java.io.Serializable;

/** Numbers of examples of each output, in all and in batches. */
final class ClassCounts implements Serializable {
    private static final long serialVersionUID = 1L;
    /** So many times the mean of chi-squared is far from chance: with 10 classes and 10 batches 9 standard deviations. */
    private static final double MIXED = 2;

    private final long[] counts;
    private final long[] inBatches;
    /** Sum over batches of the squared number of examples. */
    private final double[] squares;
    private long batches;

    ClassCounts(int outputs) {
        counts = new long[outputs];
        inBatches = new long[outputs];
        squares = new double[outputs];
    }

    /** Adds an example. */
    void add(int output) {
        counts[output]++;
    }

    /** Adds a batch of such examples. */
    void addBatch(int[] labels) {
        int[] count = new int[counts.length];
        for (int label : labels) {
            count[label]++;
        }
        for (int k = 0; k < count.length; k++) {
            inBatches[k] += count[k];
            squares[k] += (double) count[k] * count[k];
        }
        batches++;
    }

    /** Adds those of other examples. */
    void merge(ClassCounts others) {
        for (int k = 0; k < counts.length; k++) {
            counts[k] += others.counts[k];
            inBatches[k] += others.inBatches[k];
            squares[k] += others.squares[k];
        }
        batches += others.batches;
    }

    /** Number of examples of each output. */
    long[] counts() {
        return counts.clone();
    }

    /**
     * Whether the numbers of the classes differ between batches much more than those of batches that are drawn at random: by the sum
     * over batches of chi-squared, whose mean is (batches - 1)(classes - 1) then.
     */
    boolean isSorted(int batch) {
        double chiSquared = 0;
        int classes = 0;
        for (int k = 0; k < counts.length; k++) {
            if (inBatches[k] > 0) {
                classes++;
                double expected = (double) inBatches[k] / batches;
                chiSquared += squares[k] / expected - inBatches[k];
            }
        }
        double mean = (batches - 1.0) * (classes - 1);
        // Twice the mean, and at least five standard deviations above it.
        return batches > 1 && classes > 1 && batch > 1
                && chiSquared > MIXED * mean && chiSquared > mean + 5 * Math.sqrt(2 * mean);
    }
}
