package bn.cpu.onednn;

import bn.cpu.threads.NumberOfThreads;

/** The library oneDNN as a backend uses it: loaded when it is first needed, and without threads of its own. */
public final class OneDnnLibrary {
    private final Runnable loading;
    private NumberOfThreads openMpThreads;

    /**
     * The library, which need not be loaded yet.
     *
     * @param loading loads it
     */
    public OneDnnLibrary(Runnable loading) {
        this.loading = loading;
    }

    /** Loads it. Not for use by threads of a team. */
    void load() {
        if (openMpThreads == null) {
            loading.run();
            openMpThreads = new NumberOfThreads("omp_set_num_threads");
        }
        useOneThread();
    }

    /** Keeps it from starting threads of its own in calls by this thread. */
    void useOneThread() {
        openMpThreads.call(1);
    }
}
