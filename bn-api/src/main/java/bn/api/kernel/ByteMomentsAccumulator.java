package bn.api.kernel;

import bn.api.Moments;

/** Count, mean and scatter of the rows of unsigned bytes, 0 to 255, that were added so far. */
public interface ByteMomentsAccumulator extends AutoCloseable {

    /**
     * Adds rows.
     *
     * @param rows row after row, unsigned; not kept
     * @param from the first row
     * @param count how many, at least 1
     * @throws IndexOutOfBoundsException if the array ends before them
     */
    void add(byte[] rows, int from, int count);

    /**
     * What was added so far, each number within two roundings of float64 of the exact one, for up to 2^24 rows; more are merged
     * by {@link Moments#merge}.
     *
     * @throws IllegalStateException if nothing was added
     */
    Moments result();

    /** Frees the storage. Closing twice is harmless. */
    @Override
    void close();
}
