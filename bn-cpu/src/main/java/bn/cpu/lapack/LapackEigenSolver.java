package bn.cpu.lapack;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import bn.api.BnException;
import bn.api.linalg.SymmetricEigenSolver;
import bn.cpu.threads.OpenBlas;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;

/** Eigendecompositions by divide and conquer: dsyevd of the LAPACK that is part of OpenBLAS. */
public final class LapackEigenSolver implements SymmetricEigenSolver {
    /** LAPACK keeps blocks on the stack. With two threads some of its routines overflow the JVM's default stack of 1 MiB. */
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
            // Native code cannot be interrupted, and it uses the arrays until it ends.
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
                // Interrupted again: still wait for the end.
            }
        }
    }

    /**
     * Calls LAPACK with column-major order. The matrix is symmetric, so it is the same in either order. The eigenvectors, which
     * LAPACK returns as columns, become rows.
     */
    private void solve(double[] matrix, int d, double[] values) {
        try (DoublePointer a = new DoublePointer(matrix); DoublePointer w = new DoublePointer(d)) {
            blas.run(() -> {
                int info = LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'L', d, a, d, w);
                if (info != 0) {
                    throw new BnException("LAPACK's dsyevd returned " + info + (info > 0 ? ": it did not converge" : ""));
                }
            });
            a.get(matrix);
            w.get(values);
        }
    }
}
