package bn.benchmarks.task;

/** What a run gives to all its workers alike, as system properties. */
public final class Settings {
    /** Name of the property that holds the number of threads. */
    public static final String THREADS = "bench.threads";
    /** Name of the property that holds the seed of all data. */
    public static final String SEED = "bench.seed";

    private Settings() { }

    /** How many threads each contestant computes with, where it is not said to use one. */
    public static int threads() {
        return Integer.getInteger(THREADS);
    }

    static long seed() {
        return Long.getLong(SEED);
    }
}
