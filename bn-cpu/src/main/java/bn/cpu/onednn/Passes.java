package bn.cpu.onednn;

import bn.cpu.threads.NumberOfThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;

/** The passes of convolutions that were used last; oneDNN makes code for each, which takes some milliseconds. */
final class Passes implements AutoCloseable {
    /** Enough for a network with 60 different convolutions: three passes in training, and the forward pass with other batch sizes. */
    private static final int MOST = 300;

    private final int threads;
    private final Runnable loading;
    private final boolean winograd = Winograd.allowed();
    private final Map<Pass.Key, Pass> used = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pass.Key, Pass> eldest) {
            if (size() > MOST) {
                eldest.getValue().close();
                return true;
            }
            return false;
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
            cpu = new engine(engine.kind.cpu, 0).retainReference();
        }
        useOneThread();
        return used.computeIfAbsent(key, each -> new Pass(each, cpu, threads, winograd));
    }

    @Override
    public void close() {
        used.values().forEach(Pass::close);
        used.clear();
    }

    /** Keeps oneDNN from starting threads of its own in calls by this thread. */
    void useOneThread() {
        openMpThreads.call(1);
    }
}
