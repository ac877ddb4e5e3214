package bn.benchmarks.worker;

/** Something to time, its data in place. */
public interface Case extends AutoCloseable {

    /** Computes it once, and returns when the work is done. */
    void run() throws Exception;

    /**
     * Computes it and throws if the result is wrong.
     *
     * @throws IllegalStateException if it is
     */
    void check() throws Exception;

    /** Frees its data. */
    @Override
    default void close() throws Exception { }

    /** Makes a case, when it is first asked for. */
    @FunctionalInterface
    interface Maker {
        /** The case, its data made and in place. */
        Case make() throws Exception;
    }
}
