package bn.api.kernel;

import bn.api.Moments;

/** Count, mean and scatter matrix of the rows of unsigned bytes, 0 to 255, that were added so far. */
public interface ByteMomentsAccumulator extends AutoCloseable {

    /**
     * Adds rows.
     *
     * @param rows unsigned bytes, row-major; the array is not kept
     * @param from index of the first row
     * @param count number of rows, at least 1
     * @throws IndexOutOfBoundsException if the array ends before them
     */
    void add(byte[] rows, int from, int count);

    /**
     * The moments of the rows added so far. For up to 2^24 rows each number is within two roundings of float64 of the exact
     * value; parts of more rows are merged by {@link Moments#merge}.
     *
     * @throws IllegalStateException if nothing was added
     */
    Moments result();

    /** Frees the storage. Closing twice is harmless. */
    @Override
    void close();
}
