package bn.theory.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.linalg.SymmetricEigenSolver;
import bn.theory.oracle.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectrumTest {
    private static final int D = 12;
    /** Some d roundings of numbers of order 1 to 100. */
    private static final double ROUNDING = 1e-12;

    private static double[] covariance(double[][] rows) {
        return Samples.moments(rows).covariance();
    }

    @Test
    void reproducesTheMatrixInAnOrthonormalBasis() {
        double[] s = covariance(Samples.regression(50, D - 1, 11));
        Spectrum spectrum = Spectrum.of(s, D);
        double[] x = Samples.gaussian(1, D, new Random(1))[0];
        double[] coordinates = spectrum.toBasis(x);
        assertArrayEquals(x, spectrum.fromBasis(coordinates), ROUNDING);
        assertEquals(Samples.dot(x, x), Samples.dot(coordinates, coordinates), ROUNDING);
        for (int j = 0; j < D; j++) {
            coordinates[j] *= spectrum.value(j);
            assertTrue(j == 0 || spectrum.value(j) <= spectrum.value(j - 1), "largest first");
        }
        assertArrayEquals(Samples.times(s, x), spectrum.fromBasis(coordinates), ROUNDING);
        assertEquals(D, spectrum.rank());
    }

    /** A solver gives eigenvalues smallest first; here one that is right for this matrix only. */
    @Test
    void takesWhatASolverGivesLargestFirst() {
        SymmetricEigenSolver solver = new SymmetricEigenSolver() {
            @Override
            public boolean isAvailable() {
                return true;
            }

            @Override
            public void decompose(double[] matrix, int d, double[] values) {
                assertArrayEquals(new double[] {2, 1, 1, 2}, matrix);
                double half = Math.sqrt(0.5);
                System.arraycopy(new double[] {half, -half, half, half}, 0, matrix, 0, 4);
                values[0] = 1;
                values[1] = 3;
            }
        };
        Eigenpairs given = Eigenpairs.of(new double[] {2, 0.5, 1.5, 2}, 2, solver);
        Eigenpairs own = Eigenpairs.byOjAlgo(new double[] {2, 0.5, 1.5, 2}, 2);
        assertArrayEquals(own.values(), given.values(), ROUNDING);
        for (int j = 0; j < 2; j++) {
            double sign = Math.signum(own.vectors()[2 * j] * given.vectors()[2 * j]);
            assertEquals(own.vectors()[2 * j], sign * given.vectors()[2 * j], ROUNDING);
            assertEquals(own.vectors()[2 * j + 1], sign * given.vectors()[2 * j + 1], ROUNDING);
        }
    }

    @Test
    void countsOnlyDirectionsThatVary() {
        double[][] rows = Samples.gaussian(60, D, new Random(2));
        for (double[] row : rows) {
            row[3] = row[1] - 2 * row[2];
            row[7] = 4.5;
            row[9] = row[0] + row[1];
        }
        Spectrum spectrum = Spectrum.of(covariance(rows), D);
        assertEquals(D - 3, spectrum.rank());
        assertEquals(D * Math.ulp(1.0) * spectrum.value(0), spectrum.rankTolerance());
        assertEquals(D, spectrum.plus(1e-6).rank());
        assertEquals(spectrum.value(4) + 1e-6, spectrum.plus(1e-6).value(4));
        assertEquals(0, Spectrum.of(new double[4], 2).rank());
    }

    @Test
    void whiteningMakesTheCovarianceTheIdentity() {
        double[][] rows = Samples.regression(60, 5, 5);
        for (double[] row : rows) {
            row[4] = row[0] - row[1];
        }
        Spectrum spectrum = Spectrum.of(covariance(rows), 6);
        double[] map = spectrum.whitening();
        int rank = spectrum.rank();
        assertEquals(5, rank);
        double[][] whitened = new double[rows.length][rank];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rank; j++) {
                for (int k = 0; k < 6; k++) {
                    whitened[i][j] += map[j * 6 + k] * rows[i][k];
                }
            }
        }
        double[] identity = new double[rank * rank];
        for (int j = 0; j < rank; j++) {
            identity[j * rank + j] = 1;
        }
        assertArrayEquals(identity, covariance(whitened), ROUNDING);
    }

    @Test
    void aMatrixWithoutNumbersIsRefused() {
        BnException error = assertThrows(BnException.class, () -> Spectrum.of(new double[] {1, 0, 0, Double.NaN}, 2));
        assertTrue(error.getMessage().contains("features 2 and 2"), error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Spectrum.of(new double[5], 2));
    }
}
