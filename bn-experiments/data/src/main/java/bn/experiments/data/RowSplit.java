package bn.experiments.data;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A split of the rows of a table into training and test rows.
 *
 * @param train the indices of the training rows, from 0, in the order of the examples
 * @param test the indices of the test rows
 */
public record RowSplit(int[] train, int[] test) {

    /**
     * Splits rows. If the fraction is 0, all rows are training rows, in the order of the file. Otherwise the rows are shuffled
     * with the seed and the first round(fraction * rows) are test rows. At least one row is for training.
     *
     * @param fraction at least 0 and below 1
     */
    public static RowSplit of(int rows, double fraction, long seed) {
        // The algorithm of java.util.Random is part of its specification, so the split is the same in all Java versions.
        int[] order = fraction > 0 ? Shuffle.order(rows, new Random(seed)) : IntStream.range(0, rows).toArray();
        int testing = fraction > 0 ? (int) Math.min(rows - 1L, Math.round(fraction * rows)) : 0;
        return new RowSplit(Arrays.copyOfRange(order, testing, rows), Arrays.copyOfRange(order, 0, testing));
    }
}
