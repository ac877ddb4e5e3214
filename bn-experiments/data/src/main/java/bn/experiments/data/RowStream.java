package bn.experiments.data;

/** A stream of examples that is read once, for computations that do not need all examples in memory. Not thread-safe. */
public interface RowStream extends AutoCloseable {
    /** The byte that stands for a feature of 1. */
    int BYTE = 255;

    /** The number of features. */
    int features();

    /** The number of target columns: the number of classes (one-hot 0/1), or 1 for regression. */
    int targets();

    /**
     * Reads the next examples. A row consists of the features followed by the targets.
     *
     * @param rows receives features() + targets() values per example, from index 0 on
     * @param most the maximum number of examples
     * @return the number of examples read; 0 at the end
     * @throws DataException if the data are invalid
     */
    int read(double[] rows, int most);

    /** Whether the examples can be read as bytes: features are multiples of 1 / 255 from 0 to 1, targets are 0 or 1. */
    default boolean bytes() {
        return false;
    }

    /**
     * Reads the next examples as unsigned bytes: all values times 255.
     *
     * @param rows receives features() + targets() bytes per example, from index 0 on
     * @param most the maximum number of examples
     * @return the number of examples read; 0 at the end
     * @throws IllegalStateException if they cannot be read as bytes
     */
    default int read(byte[] rows, int most) {
        throw new IllegalStateException("these examples cannot be read as bytes");
    }

    /**
     * To be called after the last row that is needed. Checks what can be checked only then: the checksum of a compressed file,
     * and whether a column is an index of the rows.
     *
     * @throws DataException if a check fails
     */
    default void finish() {}

    /** The fraction of the data that was read, from 0 to 1. */
    double fractionRead();

    /** Closes the files. */
    @Override
    void close();
}
