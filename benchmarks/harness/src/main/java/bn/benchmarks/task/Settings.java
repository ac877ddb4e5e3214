package bn.benchmarks.task;

/** The settings of a run, which its workers get as system properties. */
public final class Settings {
    /** Property: the number of threads. */
    public static final String THREADS = "bench.threads";
    /** Property: the seed of all data. */
    public static final String SEED = "bench.seed";

    /** Property: the suffix of case names. */
    public static final String LABEL = "bench.label";

    private Settings() {}

    /** The suffix of case names. It distinguishes workers that time the same cases; usually empty. */
    public static String label() {
        return System.getProperty(LABEL, "");
    }

    /** The number of threads of each contestant, unless its name says otherwise. */
    public static int threads() {
        return Integer.getInteger(THREADS);
    }

    static long seed() {
        return Long.getLong(SEED);
    }
}
