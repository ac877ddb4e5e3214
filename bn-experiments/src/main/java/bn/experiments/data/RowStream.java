package bn.experiments.data;

/** Examples read one after the other and once, for computations that need not hold all of them. For one thread. */
public interface RowStream extends AutoCloseable {

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

    /** The share of the data that was read, from 0 to 1. */
    double share();

    /** Closes the files. */
    @Override
    void close();
}
