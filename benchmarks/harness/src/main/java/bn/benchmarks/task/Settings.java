package bn.benchmarks.task;

/** What a run gives to all its workers alike, as system properties. */
public final class Settings {
    /** Name of the property that holds the number of threads. */
    public static final String THREADS = "bench.threads";
    /** Name of the property that holds the seed of all data. */
    public static final String SEED = "bench.seed";

    /** Name of the property that holds what is put behind the names of a worker's cases. */
    public static final String LABEL = "bench.label";

    private Settings() { }

    /** What is put behind the names of the worker's cases: nothing, or what tells them from those of another worker. */
    public static String label() {
        return System.getProperty(LABEL, "");
    }

    /** How many threads each contestant computes with, where it is not said to use one. */
    public static int threads() {
        return Integer.getInteger(THREADS);
    }

    static long seed() {
        return Long.getLong(SEED);
    }
}
