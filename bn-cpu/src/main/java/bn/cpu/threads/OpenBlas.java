package bn.cpu.threads;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_vendor;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

/**
 * Runs calls of OpenBLAS with a number of threads. OpenBLAS has one number of threads and one thread pool for the whole process,
 * so such runs take turns. With one thread, the threads of a team may make calls at the same time within a run.
 */
public final class OpenBlas {
    /** The number by which JavaCPP names OpenBLAS among the BLAS libraries. */
    private static final int OPENBLAS = 2;
    private static final Object LOCK = new Object();
    private static int threadsInUse;
    private static NumberOfThreads function;

    private final int threads;

    /** Calls on this many threads. */
    public OpenBlas(int threads) {
        this.threads = threads;
    }

    /** Runs a call of OpenBLAS. */
    public void run(Runnable call) {
        synchronized (LOCK) {
            if (threadsInUse != threads) {
                setThreads(threads);
                threadsInUse = threads;
            }
            call.run();
        }
    }

    /** JavaCPP looks for the functions of several libraries in each call, which takes 0.2 ms, so OpenBLAS's function is kept. */
    private static void setThreads(int threads) {
        if (function != null) {
            function.call(threads);
            return;
        }
        blas_set_num_threads(threads);
        if (blas_get_vendor() == OPENBLAS) {
            function = new NumberOfThreads("openblas_set_num_threads");
        }
    }
}
