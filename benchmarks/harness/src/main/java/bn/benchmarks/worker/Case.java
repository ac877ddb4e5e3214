package bn.benchmarks.worker;

/** A computation to time, with its data ready. */
public interface Case extends AutoCloseable {

    /** Computes it once, and returns when the work is done. */
    void run() throws Exception;

    /**
     * Computes it and checks the result.
     *
     * @throws IllegalStateException if the result is wrong
     */
    void check() throws Exception;

    /**
     * Numbers of the check that contestants must agree on. None if the check compares with float64 arithmetic, or if a contestant
     * starts from weights of its own.
     */
    default double[] compared() {
        return new double[0];
    }

    /** Frees its data. */
    @Override
    default void close() throws Exception {}

    /** Creates a case when it is first needed. */
    @FunctionalInterface
    interface Factory {
        /** Creates the case with its data. */
        Case create() throws Exception;
    }
}
