package bn.cpu.onednn;

import bn.cpu.threads.NumberOfThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;

/** The passes of convolutions that were used last; oneDNN makes code for each, which takes some milliseconds. */
final class Passes {
    /** Enough for a network with 100 different convolutions, two batch sizes, and three passes. */
    private static final int MOST = 600;

    private final int threads;
    private final Runnable loading;
    private final Map<Pass.Key, Pass> used = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pass.Key, Pass> eldest) {
            return size() > MOST;
        }
    };
    private engine cpu;
    private NumberOfThreads openMpThreads;

    /**
     * No passes yet.
     *
     * @param threads number of threads that execute primitives
     * @param loading loads oneDNN, before the first pass
     */
    Passes(int threads, Runnable loading) {
        this.threads = threads;
        this.loading = loading;
    }

    /** A pass, which is created if it is not there. */
    Pass get(Pass.Key key) {
        if (cpu == null) {
            loading.run();
            openMpThreads = new NumberOfThreads("omp_set_num_threads");
            cpu = new engine(engine.kind.cpu, 0);
        }
        useOneThread();
        return used.computeIfAbsent(key, each -> new Pass(each, cpu, threads));
    }

    /** Keeps oneDNN from starting threads of its own in calls by this thread. */
    void useOneThread() {
        openMpThreads.call(1);
    }
}
