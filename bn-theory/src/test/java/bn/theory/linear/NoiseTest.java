package bn.theory.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import bn.theory.oracle.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T6: the population form of noise against data with exactly that noise, and the equivalent ridge. */
class NoiseTest {
    private static final int D = 4;
    private static final double GAMMA = 0.3;
    private static final double SIGMA = 0.7;
    private static final double[][] ROWS = Samples.regression(50, D, 31);
    private static final LinearRegression CLEAN = new LinearRegression(Samples.moments(ROWS), 1);
    /** Sums of up to 400 terms through matrices of condition number below 1e3. */
    private static final double ROUNDING = 1e-10;

    @Test
    void populationFormIsThatOfNoisedData() {
        double[][] noised = Samples.noised(ROWS, D, SIGMA);
        LinearRate measured = new LinearRegression(Samples.moments(noised), 1).solve(0, GAMMA, 0);
        LinearRate predicted = CLEAN.solve(0, GAMMA, SIGMA);
        assertEquals(measured.lambda(), predicted.lambda(), ROUNDING);
        assertEquals(measured.rSquared(), predicted.rSquared(), ROUNDING);
        assertEquals(measured.alpha(), predicted.alpha(), ROUNDING);
        assertArrayEquals(measured.weights(), predicted.weights(), ROUNDING);
    }

    @Test
    void penaltySplitsIntoSignalAndNoise() {
        LinearRate rate = CLEAN.solve(0, GAMMA, SIGMA);
        double[] v = rate.weights();
        double[] s = Samples.moments(Samples.firstColumns(ROWS, D)).covariance();
        double signal = Samples.dot(v, Samples.times(s, v));
        double noise = SIGMA * SIGMA * Samples.dot(v, v);
        assertEquals(GAMMA * GAMMA, signal + noise, ROUNDING, "T1 on the noised inputs");
        assertEquals(rate.lambda() * signal / Samples.dot(v, v), rate.alphaSignal(), ROUNDING);
        assertEquals(rate.lambda() * noise / Samples.dot(v, v), rate.alphaNoise(), ROUNDING);
    }

    @Test
    void theRidgePerDirectionSolvesTheCleanProblem() {
        LinearRate rate = CLEAN.solve(0, GAMMA, SIGMA);
        List<DirectionalShrinkage> directions = CLEAN.directions(0, rate, CLEAN.withNoise(SIGMA));
        Moments joint = Samples.moments(ROWS);
        double[] s = Samples.moments(Samples.firstColumns(ROWS, D)).covariance();
        double[] c = new double[D];
        double[] ridge = new double[D * D];
        double[] ridged = new double[D * D];
        for (int i = 0; i < D; i++) {
            c[i] = joint.covariance(i, D);
            for (int j = 0; j < D; j++) {
                int ij = i * D + j;
                // The matrix with the eigenvectors of S and the eigenvalues a_j.
                ridge[ij] = rate.lambda() * s[ij] + (i == j ? (1 + rate.lambda()) * SIGMA * SIGMA : 0);
                ridged[ij] = s[ij] + ridge[ij];
            }
        }
        assertArrayEquals(Samples.solve(ridged, c), rate.weights(), ROUNDING);
        // The a_j are its eigenvalues if their first D power sums agree; this needs no eigendecomposition.
        double[] power = ridge;
        for (int p = 1; p <= D; p++) {
            double trace = 0;
            double sum = 0;
            for (int j = 0; j < D; j++) {
                trace += power[j * D + j];
                sum += Math.pow(directions.get(j).ridge(), p);
            }
            assertEquals(1, sum / trace, ROUNDING);
            power = product(power, ridge);
        }
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[D * D];
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                for (int k = 0; k < D; k++) {
                    product[i * D + j] += a[i * D + k] * b[k * D + j];
                }
            }
        }
        return product;
    }

    @Test
    void moreNoiseLowersTheRateUntilItIsNegative() {
        double gamma = 1;
        double last = Double.POSITIVE_INFINITY;
        Moments joint = Samples.moments(ROWS);
        for (double sigma = 0; sigma <= 8; sigma += 0.5) {
            LinearRate rate = CLEAN.solve(0, gamma, sigma);
            assertTrue(rate.lambda() < last, "sigma " + sigma);
            assertEquals(Math.sqrt(joint.covariance(D, D) * rate.rSquared()) < gamma, rate.lambda() < 0);
            last = rate.lambda();
        }
        assertTrue(CLEAN.solve(0, gamma, 0).lambda() > 0 && last < 0, "both signs must have been seen");
    }
}
