package bn.experiments.data;

/** Examples read one after the other and once, for computations that need not hold all of them. For one thread. */
public interface RowStream extends AutoCloseable {
    /** What a feature of 1 is as a byte. */
    int BYTE = 255;

    /** The number of features. */
    int features();

    /** The number of target columns: of classes (one-hot 0/1), or 1 for regression. */
    int targets();

    /**
     * Reads the next examples, row after row: the features, then the targets.
     *
     * @param rows takes features() + targets() values for each, from index 0 on
     * @param most how many at most
     * @return how many were read; 0 at the end
     * @throws DataException if what is read is not as it should be
     */
    int read(double[] rows, int most);

    /** Whether the examples can be read as bytes: features are whole multiples of 1 / 255 from 0 to 1, targets 0 or 1. */
    default boolean bytes() {
        return false;
    }

    /**
     * Reads the next examples as unsigned bytes, all values times 255.
     *
     * @param rows takes features() + targets() bytes for each, from index 0 on
     * @param most how many at most
     * @return how many were read; 0 at the end
     * @throws IllegalStateException if they cannot be read as bytes
     */
    default int read(byte[] rows, int most) {
        throw new IllegalStateException("these examples cannot be read as bytes");
    }

    /**
     * Ends the reading after the last row that is wanted, and checks what only now can be checked: the checksum of a compressed
     * file, and whether a column counts the rows.
     *
     * @throws DataException if that is not as it should be
     */
    default void finish() { }

    /** The share of the data that was read, from 0 to 1. */
    double share();

    /** Closes the files. */
    @Override
    void close();
}
