package bn.experiments.data;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which rows of a table are for training and which for testing.
 *
 * @param train numbers of rows, from 0, in their order
 * @param test numbers of the others
 */
public record RowSplit(int[] train, int[] test) {

    /**
     * With a test fraction above 0 the rows are shuffled with the seed and the first ones, fraction times rows rounded, are for
     * testing; without one all are for training, in the file's order. At least one row stays for training.
     *
     * @param fraction at least 0 and below 1
     */
    public static RowSplit of(int rows, double fraction, long seed) {
        // The algorithm of java.util.Random is part of its specification, so the rows stay the same.
        int[] order = fraction > 0 ? Shuffle.order(rows, new Random(seed)) : IntStream.range(0, rows).toArray();
        int testing = fraction > 0 ? (int) Math.min(rows - 1L, Math.round(fraction * rows)) : 0;
        return new RowSplit(Arrays.copyOfRange(order, testing, rows), Arrays.copyOfRange(order, 0, testing));
    }
}
