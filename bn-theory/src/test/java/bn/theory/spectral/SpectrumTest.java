package bn.theory.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.linalg.SymmetricEigenSolver;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumTest {
    private static final int D = 12;
    /** Some d roundings of numbers of order 1 to 100. */
    private static final double ROUNDING = 1e-12;

    private static double[] covariance(double[][] rows) {
        return Samples.moments(rows).covariance();
    }

    private static double[][] scaled(double[][] rows, double[] scales) {
        return Arrays.stream(rows).map(row -> {
            double[] copy = row.clone();
            Arrays.setAll(copy, i -> row[i] * scales[i]);
            return copy;
        }).toArray(double[][]::new);
    }

    /** Directly, and by a factor. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reproducesTheMatrixInAnOrthonormalBasis(boolean graded) {
        double[] s = covariance(Samples.regression(50, D - 1, 11));
        Whitening scaled = Whitening.of(s, D);
        Spectrum spectrum = graded ? Spectrum.graded(scaled) : Spectrum.of(scaled);
        double[] x = Samples.gaussian(1, D, new Random(1))[0];
        double[] coordinates = spectrum.toBasis(x);
        assertArrayEquals(x, spectrum.fromBasis(coordinates), ROUNDING);
        assertEquals(Samples.dot(x, x), Samples.dot(coordinates, coordinates), ROUNDING);
        for (int j = 0; j < D; j++) {
            coordinates[j] *= spectrum.value(j);
            assertTrue(j == 0 || spectrum.value(j) <= spectrum.value(j - 1), "largest first");
        }
        double[] sx = Samples.times(s, x);
        assertArrayEquals(sx, spectrum.fromBasis(coordinates), ROUNDING);
        assertArrayEquals(coordinates, spectrum.covariances(sx), ROUNDING, "S x is in the range of S");
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

    /**
     * Two features of correlation 1/2 whose deviations are 1 and t: the eigenvalues are the roots of s^2 - (1 + t^2) s + 3/4 t^2, in
     * a form without cancellation. A decomposition of the matrix itself gives the smaller one to an absolute 1e-16.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.3, 1e-3, 1e-9, 1e-12, 1e12})
    void eigenvaluesAreRightRelativeToEach(double t) {
        double trace = 1 + t * t;
        double largest = (trace + Math.sqrt(1 - t * t + t * t * t * t)) / 2;
        double least = 0.75 * t * t / largest;
        Spectrum spectrum = Whitening.of(new double[] {1, t / 2, t / 2, t * t}, 2).spectrum();
        assertEquals(1, spectrum.value(0) / largest, ROUNDING);
        assertEquals(1, spectrum.value(1) / least, ROUNDING);
        // An eigenvector by its equation, in the row whose entries do not cancel.
        double[] u = spectrum.fromBasis(new double[] {0, 1});
        int small = t < 1 ? 0 : 1;
        double rest = t < 1 ? 1 - least : t * t - least;
        assertEquals(-t / 2 / rest, u[small] / u[1 - small], ROUNDING * Math.min(1, Math.max(t, 1 / t)));
    }

    /** Many features over 18 powers of ten: U diag(s) U^T is S entry by entry, relative to the deviations, and W whitens. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void entriesAreRightRelativeToTheDeviations(int step) {
        double[] scales = new double[D];
        Arrays.setAll(scales, i -> Math.pow(10, step * (i * 5 % D) - 5));
        double[] s = covariance(scaled(Samples.gaussian(60, D, new Random(3)), scales));
        Whitening scaled = Whitening.of(s, D);
        Spectrum spectrum = scaled.spectrum();
        assertEquals(D, spectrum.rank());
        double[] sum = new double[D * D];
        for (int j = 0; j < D; j++) {
            double[] unit = new double[D];
            unit[j] = 1;
            double[] u = spectrum.fromBasis(unit);
            for (int i = 0; i < D * D; i++) {
                sum[i] += spectrum.value(j) * u[i / D] * u[i % D];
            }
            // S u whitened is s^(1/2) in its own place.
            double[] whitened = spectrum.whiten(column(s, j));
            assertEquals(1, Samples.dot(whitened, whitened) / s[j * D + j], ROUNDING);
        }
        for (int i = 0; i < D * D; i++) {
            double size = Math.sqrt(s[i / D * (D + 1)] * s[i % D * (D + 1)]);
            // Of large features; what is left of u for a small one next to a large one is below the rounding of u.
            assertEquals(s[i], sum[i], ROUNDING * Math.max(size, 1e-4 * Math.sqrt(s[i / D * (D + 1)]) * size), "entry " + i);
        }
    }

    private static double[] column(double[] s, int j) {
        double[] column = new double[D];
        Arrays.setAll(column, i -> s[i * D + j]);
        return column;
    }

    @Test
    void aMatrixWithoutNumbersIsRefused() {
        BnException error = assertThrows(BnException.class, () -> Whitening.of(new double[] {1, 0, 0, Double.NaN}, 2));
        assertTrue(error.getMessage().contains("features 2 and 2"), error.getMessage());
        assertThrows(BnException.class, () -> Whitening.of(new double[] {1, 0, 0, Double.POSITIVE_INFINITY}, 2));
        assertThrows(BnException.class, () -> Whitening.of(new double[] {1, 0, 0, -1e-20}, 2));
        assertThrows(IllegalArgumentException.class, () -> Whitening.of(new double[5], 2));
    }
}
