package bn.theory.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.theory.oracle.Samples;
import bn.theory.spectral.SignalAndNoise;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** T6 for noise of any covariance, against data with exactly this noise and systems solved by elimination. */
class GeneralNoiseTest {
    private static final int D = 4;
    private static final double GAMMA = 0.3;
    private static final double[][] ROWS = Samples.regression(50, D, 31);
    private static final Moments JOINT = Samples.moments(ROWS);
    private static final double[] S = Samples.moments(Samples.firstColumns(ROWS, D)).covariance();
    /** Three vectors: noise of rank 3, correlated between features, with eigenvectors that are not those of S. */
    private static final double[][] FACTOR = Samples.gaussian(3, D, new Random(7));
    private static final double[] NOISE = outer(FACTOR);
    private static final LinearRegression CLEAN = new LinearRegression(JOINT, 1);
    private static final SignalAndNoise INPUTS = CLEAN.withNoise(NOISE);
    private static final LinearRate RATE = CLEAN.solve(0, GAMMA, INPUTS);
    private static final List<DirectionalShrinkage> DIRECTIONS = CLEAN.directions(0, RATE, INPUTS);
    /** Sums of up to 300 terms through matrices of condition number below 1e3. */
    private static final double ROUNDING = 1e-10;

    private static double[] outer(double[][] factor) {
        double[] sum = new double[D * D];
        for (double[] f : factor) {
            for (int i = 0; i < D * D; i++) {
                sum[i] += f[i / D] * f[i % D];
            }
        }
        return sum;
    }

    private static double[] plus(double a, double[] x, double b, double[] y) {
        double[] sum = new double[x.length];
        Arrays.setAll(sum, i -> a * x[i] + b * y[i]);
        return sum;
    }

    private static double[] crossCovariance() {
        double[] c = new double[D];
        Arrays.setAll(c, i -> JOINT.covariance(i, D));
        return c;
    }

    @Test
    void populationFormIsThatOfNoisedData() {
        LinearRate measured = new LinearRegression(Samples.moments(Samples.noised(ROWS, FACTOR)), 1).solve(0, GAMMA, 0);
        assertEquals(measured.lambda(), RATE.lambda(), ROUNDING);
        assertEquals(measured.rSquared(), RATE.rSquared(), ROUNDING);
        assertEquals(measured.alpha(), RATE.alpha(), ROUNDING);
        assertArrayEquals(measured.weights(), RATE.weights(), ROUNDING);
    }

    @Test
    void penaltySplitsIntoSignalAndNoise() {
        double[] v = RATE.weights();
        double signal = Samples.dot(v, Samples.times(S, v));
        double noise = Samples.dot(v, Samples.times(NOISE, v));
        assertEquals(GAMMA * GAMMA, signal + noise, ROUNDING, "T1 on the noised inputs");
        assertEquals(RATE.lambda() * signal / Samples.dot(v, v), RATE.alphaSignal(), ROUNDING);
        assertEquals(RATE.lambda() * noise / Samples.dot(v, v), RATE.alphaNoise(), ROUNDING);
    }

    @Test
    void directionsMakeBothCovariancesDiagonal() {
        for (int j = 0; j < D; j++) {
            double[] u = direction(j);
            assertEquals(1, Samples.dot(u, u), ROUNDING);
            for (int k = 0; k < D; k++) {
                double[] other = direction(k);
                assertEquals(j == k ? INPUTS.directions().signal(j) : 0, Samples.dot(u, Samples.times(S, other)), ROUNDING);
                assertEquals(j == k ? INPUTS.directions().noise(j) : 0, Samples.dot(u, Samples.times(NOISE, other)), ROUNDING);
            }
            assertTrue(j == 0 || signalFraction(j) <= signalFraction(j - 1), "largest fraction of signal first");
        }
        assertEquals(0, INPUTS.directions().noise(0), ROUNDING, "noise of rank 3 leaves one direction alone");
    }

    private static double signalFraction(int j) {
        return INPUTS.directions().signal(j) / (INPUTS.directions().signal(j) + INPUTS.directions().noise(j));
    }

    /** u_j, an entry at a time. */
    private static double[] direction(int j) {
        double[] u = new double[D];
        for (int i = 0; i < D; i++) {
            double[] unit = new double[D];
            unit[i] = 1;
            u[i] = INPUTS.directions().project(unit)[j];
        }
        return u;
    }

    /** v has, in the basis of the directions, the coordinates of the least-squares weights of the clean problem, each shrunk. */
    @Test
    void everyDirectionIsShrunkByItsFactor() {
        double[] fit = Samples.solve(S, crossCovariance());
        double[] basis = new double[D * D];
        for (int i = 0; i < D * D; i++) {
            basis[i] = direction(i % D)[i / D];
        }
        double[] clean = Samples.solve(basis, fit);
        double[] tuned = Samples.solve(basis, RATE.weights());
        for (int j = 0; j < D; j++) {
            assertEquals(clean[j] * DIRECTIONS.get(j).shrinkage(), tuned[j], ROUNDING);
        }
    }

    /** A = lambda S_s + (1 + lambda) S_n: the clean problem with this ridge has the solution v, and a_j = u_j.A u_j. */
    @Test
    void theRidgeSolvesTheCleanProblem() {
        double[] ridge = plus(RATE.lambda(), S, 1 + RATE.lambda(), NOISE);
        assertArrayEquals(Samples.solve(plus(1, S, 1, ridge), crossCovariance()), RATE.weights(), ROUNDING);
        for (int j = 0; j < D; j++) {
            double[] u = direction(j);
            DirectionalShrinkage direction = DIRECTIONS.get(j);
            assertEquals(Samples.dot(u, Samples.times(ridge, u)), direction.ridge(), ROUNDING);
            assertEquals((1 + RATE.lambda()) * Samples.dot(u, Samples.times(NOISE, u)), direction.ridgeNoise(), ROUNDING);
            assertEquals(Samples.dot(u, crossCovariance()), direction.covariance(), ROUNDING);
        }
    }

    @Test
    void isotropicNoiseIsASpecialCase() {
        double sigma = 0.7;
        double[] covariance = new double[D * D];
        for (int i = 0; i < D; i++) {
            covariance[i * D + i] = sigma * sigma;
        }
        SignalAndNoise noised = CLEAN.withNoise(covariance);
        LinearRate general = CLEAN.solve(0, GAMMA, noised);
        LinearRate isotropic = CLEAN.solve(0, GAMMA, sigma);
        assertArrayEquals(isotropic.weights(), general.weights(), ROUNDING);
        for (int j = 0; j < D; j++) {
            DirectionalShrinkage expected = CLEAN.directions(0, isotropic, CLEAN.withNoise(sigma)).get(j);
            DirectionalShrinkage actual = CLEAN.directions(0, general, noised).get(j);
            assertEquals(expected.signal(), actual.signal(), ROUNDING);
            assertEquals(expected.noise(), actual.noise(), ROUNDING);
            assertEquals(expected.shrinkage(), actual.shrinkage(), ROUNDING);
            assertEquals(Math.abs(expected.covariance()), Math.abs(actual.covariance()), ROUNDING, "u and -u are one direction");
        }
    }

    /** A feature that is the sum of two others and has only their noise: S_s + S_n stays singular. */
    @Test
    void aSingularSumHasFewerDirections() {
        double[][] map = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {1, 1, 0, 0}};
        double[][] rows = Arrays.stream(ROWS).map(row -> {
            double[] mapped = Arrays.copyOf(row, D + 1);
            for (int i = 0; i < D; i++) {
                mapped[i] = Samples.dot(map[i], Arrays.copyOf(row, D));
            }
            return mapped;
        }).toArray(double[][]::new);
        double[][] factor = Arrays.stream(FACTOR).map(f -> Arrays.stream(map).mapToDouble(m -> Samples.dot(m, f)).toArray())
                .toArray(double[][]::new);
        LinearRegression regression = new LinearRegression(Samples.moments(rows), 1);
        SignalAndNoise inputs = regression.withNoise(outer(factor));
        LinearRate predicted = regression.solve(0, GAMMA, inputs);
        LinearRate measured = new LinearRegression(Samples.moments(Samples.noised(rows, factor)), 1).solve(0, GAMMA, 0);
        assertEquals(D - 1, inputs.total().rank());
        assertEquals(D - 1, regression.directions(0, predicted, inputs).size());
        assertEquals(measured.lambda(), predicted.lambda(), ROUNDING);
        assertArrayEquals(measured.weights(), predicted.weights(), ROUNDING);
    }

    @Test
    void whatIsNoCovarianceIsRefused() {
        double[] negative = new double[D * D];
        negative[5] = -0.1;
        String message = assertThrows(InvalidRequestException.class, () -> CLEAN.withNoise(negative)).getMessage();
        assertTrue(message.contains("negative eigenvalue"), message);
    }
}
