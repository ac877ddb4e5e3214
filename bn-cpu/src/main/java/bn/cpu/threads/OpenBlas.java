package bn.cpu.threads;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

/**
 * Runs calls of OpenBLAS with the number of threads of one backend. OpenBLAS has one number of threads and one thread pool for
 * the whole process, so calls of several backends take turns.
 */
public final class OpenBlas {
    private static final Object LOCK = new Object();
    private static int threadsInUse;

    private final int threads;

    /** Calls on this many threads. */
    public OpenBlas(int threads) {
        this.threads = threads;
    }

    /** Runs a call of OpenBLAS. */
    public void run(Runnable call) {
        synchronized (LOCK) {
            if (threadsInUse != threads) {
                blas_set_num_threads(threads);
                threadsInUse = threads;
            }
            call.run();
        }
    }
}
