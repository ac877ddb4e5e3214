package bn.cpu.lapack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.linalg.SymmetricEigenSolver;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LapackEigenSolverTest {
    private final SymmetricEigenSolver solver = new LapackEigenSolver();

    private static double[] symmetric(int d) {
        Random random = new Random(d);
        double[] a = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * d + j] = random.nextGaussian();
                a[j * d + i] = a[i * d + j];
            }
        }
        return a;
    }

    /**
     * Includes sizes at which LAPACK's routines overflow a small stack. Householder tridiagonalisation and divide and conquer are
     * backward stable: residuals and deviations from orthogonality are small multiples of d roundings of the largest eigenvalue
     * (LAPACK Users' Guide, section 4.7), here at most 10.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 24, 25, 64, 100, 129, 200, 256, 300})
    void rowsAreOrthonormalEigenvectors(int d) {
        double[] a = symmetric(d);
        double[] u = a.clone();
        double[] values = new double[d];
        solver.decompose(u, d, values);
        double largest = Math.max(Math.abs(values[0]), Math.abs(values[d - 1]));
        double bound = 10 * d * DType.FLOAT64.epsilon() / 2;
        for (int j = 0; j < d; j++) {
            assertTrue(j == 0 || values[j - 1] <= values[j], "smallest first");
            for (int i = 0; i < d; i++) {
                double product = 0;
                double dot = 0;
                for (int k = 0; k < d; k++) {
                    product += a[i * d + k] * u[j * d + k];
                    dot += u[i * d + k] * u[j * d + k];
                }
                assertEquals(values[j] * u[j * d + i], product, bound * largest, "A u - value u");
                assertEquals(i == j ? 1 : 0, dot, bound, "U U^T");
            }
        }
    }

    @Test
    void equalEigenvaluesAreFine() {
        double[] u = {2, 0, 0, 0, 2, 0, 0, 0, 2};
        double[] values = new double[3];
        solver.decompose(u, 3, values);
        assertArrayEquals(new double[] {2, 2, 2}, values);
    }

    @Test
    void isFoundAsAService() {
        SymmetricEigenSolver found = ServiceLoader.load(SymmetricEigenSolver.class).findFirst().orElseThrow();
        assertEquals(LapackEigenSolver.class, found.getClass());
        assertTrue(found.isAvailable());
    }
}
