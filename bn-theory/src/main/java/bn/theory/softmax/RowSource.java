package bn.theory.softmax;

/** The inputs of a data set of N rows of d features, read block by block. */
@FunctionalInterface
public interface RowSource {

    /**
     * Reads rows {@code from .. from + count - 1}.
     *
     * @param target receives the rows from index 0 on, row-major, count * d numbers
     */
    void read(int from, int count, double[] target);
}
