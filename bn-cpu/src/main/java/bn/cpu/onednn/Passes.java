package bn.cpu.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;

/** The passes of convolutions that were used last; oneDNN makes code for each, which takes some milliseconds. */
final class Passes implements AutoCloseable {
    /** Enough for a network with 60 different convolutions: three passes in training, and the forward pass with other batch sizes. */
    private static final int MOST = 300;

    private final int threads;
    private final OneDnnLibrary library;
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

    /**
     * No passes yet.
     *
     * @param threads number of threads that execute primitives
     * @param library is loaded before the first pass
     */
    Passes(int threads, OneDnnLibrary library) {
        this.threads = threads;
        this.library = library;
    }

    /** A pass, which is created if it is not there. */
    Pass get(Pass.Key key) {
        library.load();
        if (cpu == null) {
            cpu = new engine(engine.kind.cpu, 0).retainReference();
        }
        return used.computeIfAbsent(key, each -> new Pass(each, cpu, threads, winograd));
    }

    @Override
    public void close() {
        used.values().forEach(Pass::close);
        used.clear();
    }
}
