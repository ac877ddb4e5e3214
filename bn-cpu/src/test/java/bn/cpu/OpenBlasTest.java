package bn.cpu;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRight;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dtrsm;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.junit.jupiter.api.Test;

/**
 * Checks triangular systems in float64. OpenBLAS 0.3.19, the version that ND4J depends on, solves them wrongly with its kernels
 * for Intel's AVX-512 (which OPENBLAS_CORETYPE=SkylakeX selects): both tests fail with it.
 */
class OpenBlasTest {
    private static final int N = 300;
    private static final double UNIT = DType.FLOAT64.epsilon() / 2;

    /** A well-conditioned symmetric matrix. */
    private static double[] positiveDefinite() {
        double[] a = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                a[i * N + j] = 1.0 / (1 + Math.abs(i - j)) + (i == j ? 3 : 0);
            }
        }
        return a;
    }

    /** The error of L L^T is at most n + 1 roundings, relative to the sum of the absolute terms (Higham 2002, theorem 10.3). */
    @Test
    void choleskyFactorGivesTheMatrixBack() {
        double[] a = positiveDefinite();
        double[] l = a.clone();
        try (DoublePointer pointer = new DoublePointer(l)) {
            assertEquals(0, LAPACKE_dpotrf(CblasRowMajor, (byte) 'L', N, pointer, N));
            pointer.get(l);
        }
        double[] terms = new double[N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double size = 0;
                for (int k = 0; k < N; k++) {
                    terms[k] = k <= j ? l[i * N + k] * l[j * N + k] : 0;
                    size += Math.abs(terms[k]);
                }
                assertEquals(a[i * N + j], Arrays.stream(terms).sum(), (N + 1) * UNIT * size, "A " + i + "," + j);
            }
        }
    }

    /**
     * Solves X L^T = B for X. The residual of each row is at most n + 1 roundings, relative to the sum of the absolute terms
     * (Higham 2002, theorem 8.5).
     */
    @Test
    void triangularSolutionGivesTheRightHandSideBack() {
        double[] l = positiveDefinite();
        double[] b = KernelTest.normal(DType.FLOAT64, 50L * N, 0, 1, 1);
        double[] x = b.clone();
        try (DoublePointer triangle = new DoublePointer(l); DoublePointer solution = new DoublePointer(x)) {
            cblas_dtrsm(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, 50, N, 1, triangle, N, solution, N);
            solution.get(x);
        }
        double[] terms = new double[N];
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < N; j++) {
                double size = 0;
                for (int k = 0; k < N; k++) {
                    terms[k] = k <= j ? x[i * N + k] * l[j * N + k] : 0;
                    size += Math.abs(terms[k]);
                }
                assertEquals(b[i * N + j], Arrays.stream(terms).sum(), (N + 1) * UNIT * size, "B " + i + "," + j);
            }
        }
    }
}
