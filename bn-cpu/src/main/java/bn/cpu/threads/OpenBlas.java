package bn.cpu.threads;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

/**
 * Runs products with a backend's number of threads. OpenBLAS has one number for the whole process, and one set of threads,
 * so products of several backends take turns.
 */
public final class OpenBlas {
    private static final Object TURN = new Object();
    private static int threadsInUse;

    private final int threads;

    /** Products on this many threads. */
    public OpenBlas(int threads) {
        this.threads = threads;
    }

    /** Runs a product. */
    public void run(Runnable product) {
        synchronized (TURN) {
            if (threadsInUse != threads) {
                blas_set_num_threads(threads);
                threadsInUse = threads;
            }
            product.run();
        }
    }
}
