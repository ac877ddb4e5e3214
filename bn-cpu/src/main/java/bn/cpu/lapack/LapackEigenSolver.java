package bn.cpu.lapack;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import bn.api.BnException;
import bn.api.linalg.SymmetricEigenSolver;
import bn.cpu.threads.OpenBlas;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;

/** Eigendecompositions by divide and conquer: dsyevd of the LAPACK that comes with OpenBLAS. */
public final class LapackEigenSolver implements SymmetricEigenSolver {
    /** LAPACK keeps blocks on the stack: with two threads some of its routines overrun the JVM's usual 1 MiB. */
    private static final long STACK_BYTES = 32 << 20;

    private final OpenBlas blas = new OpenBlas(Runtime.getRuntime().availableProcessors());

    @Override
    public boolean isAvailable() {
        try {
            String library = "org/bytedeco/openblas/" + Loader.Detector.getPlatform() + "/"
                    + System.mapLibraryName("jniopenblas");
            return getClass().getClassLoader().getResource(library) != null;
        } catch (LinkageError | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void decompose(double[] matrix, int d, double[] values) {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, () -> solve(matrix, d, values), "eigendecomposition", STACK_BYTES);
        thread.setUncaughtExceptionHandler((failed, cause) -> failure[0] = cause);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            // Native code cannot be interrupted; the arrays are in use until it ends.
            awaitEnd(thread);
            Thread.currentThread().interrupt();
        }
        if (failure[0] != null) {
            throw new BnException("the eigendecomposition of a " + d + "x" + d + " matrix failed: " + failure[0], failure[0]);
        }
    }

    @SuppressWarnings("ThreadJoinLoop") // It is one, around isAlive.
    private static void awaitEnd(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // Asked for once more; the answer is the same.
            }
        }
    }

    /** By columns the matrix is the same, and eigenvectors, which LAPACK gives by columns, are rows. */
    private void solve(double[] matrix, int d, double[] values) {
        try (DoublePointer a = new DoublePointer(matrix); DoublePointer w = new DoublePointer(d)) {
            blas.run(() -> {
                int info = LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'L', d, a, d, w);
                if (info != 0) {
                    throw new BnException("LAPACK's dsyevd gave " + info + (info > 0 ? ", it did not converge" : ""));
                }
            });
            a.get(matrix);
            w.get(values);
        }
    }
}
