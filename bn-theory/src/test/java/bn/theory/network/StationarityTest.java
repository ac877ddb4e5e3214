package bn.theory.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Differences;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import bn.theory.spectral.Whitening;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StationarityTest {
    private static final int D = 3;
    private static final double[][] ROWS = Samples.regression(25, D, 6);
    private static final double[][] X = Samples.firstColumns(ROWS, D);
    private static final double[] Y = Samples.column(ROWS, D);
    private static final double[] W = {0.5, -0.2, 0.4};
    private static final double GAMMA = -0.7;
    private static final double EPS = 0.1;
    private static final double[] IDENTITY = {1, 0, 0, 1};

    /** |r|^2 against (s/gamma)^2 dL/dw.S^-1 dL/dw, with dL/dw from finite differences and S^-1 from elimination. */
    @Test
    void theResidualIsTheGradientByTheWeightsInUnitsOfTheEffectiveOnes() {
        NaiveUnit unit = NaiveUnit.logistic(X, Y, EPS);
        double[] byWeights = Differences.gradient(p -> unit.loss(p, GAMMA, 0.1), W);
        double lambda = lambda(unit, W, GAMMA);
        double s = Math.sqrt(unit.productVariance(W) + EPS);
        double expected = s / Math.abs(GAMMA)
                * Math.sqrt(Samples.dot(byWeights, Samples.solve(Samples.moments(X).covariance(), byWeights)));
        assertTrue(expected > 1e-3 && Math.abs(lambda) > 1e-3, "terms of about 0 would show nothing");
        Stationarity actual = at(unit, X, W, GAMMA, EPS, lambda);
        // lambda and the three derivatives are off by ERROR; S v has entries of some 10, S^-1 of less.
        assertEquals(expected, actual.residual()[0], 40 * Differences.ERROR);
        assertEquals(expected / actual.gradient()[0], actual.relativeResidual(), 1e-6);
    }

    /**
     * For eps = 0, |r|^2 = |g|^2 - lambda^2 gamma^2. With eps and kappa = variance / (variance + eps), it is
     * |g|^2 - (2 - kappa) lambda^2 gamma^2, and the ratio is from 1 - kappa to 1.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 5})
    void itIsAProjectionInTheNormOfTheData(double eps) {
        NaiveUnit unit = NaiveUnit.logistic(X, Y, eps);
        double least = 1;
        for (int i = 0; i < 40; i++) {
            double[] w = {Math.sin(i), Math.cos(2 * i), Math.sin(3 * i + 1)};
            double gamma = -0.3 - 0.1 * i;
            double lambda = lambda(unit, w, gamma);
            Stationarity actual = at(unit, X, w, gamma, eps, lambda);
            double kappa = unit.productVariance(w) / (unit.productVariance(w) + eps);
            double squared = actual.gradient()[0] * actual.gradient()[0] - (2 - kappa) * lambda * lambda * gamma * gamma;
            // Squares of lengths of up to some 10; lambda is off by ERROR.
            assertEquals(squared, actual.residual()[0] * actual.residual()[0], 1e3 * Differences.ERROR);
            assertTrue(actual.relativeResidual() >= 1 - kappa && actual.relativeResidual() <= 1 + 1e-12, actual::toString);
            least = Math.min(least, actual.relativeResidual());
        }
        assertTrue(eps > 0.1 || least < 0.9, "the penalty must matter");
    }

    /** Other units of the inputs, and w with the same outputs: the Euclidean norm would give another ratio, and one above 1. */
    @Test
    void theUnitsOfTheInputsDoNotMatter() {
        double[] units = {1, 100, 0.1};
        double[][] x = Arrays.stream(X).map(row -> new double[] {row[0] * units[0], row[1] * units[1], row[2] * units[2]})
                .toArray(double[][]::new);
        double[] w = {W[0] / units[0], W[1] / units[1], W[2] / units[2]};
        NaiveUnit unit = NaiveUnit.logistic(X, Y, EPS);
        double lambda = lambda(unit, W, GAMMA);
        double expected = at(unit, X, W, GAMMA, EPS, lambda).relativeResidual();
        // Rounding of S of condition 1e8 or so.
        assertEquals(expected, at(NaiveUnit.logistic(x, Y, EPS), x, w, GAMMA, EPS, lambda).relativeResidual(), 1e-6);
        // v = (1, 0.1), S = diag(1, 100), g = (1, 0), gamma^2 = v.Sv = 2: lambda = -1/2, r = (1/2, -5).
        Stationarity two = Stationarity.of(new double[] {1, 0}, new double[] {-0.5}, new double[] {1, 10},
                new double[] {1, 0, 0, 0.1});
        assertEquals(Math.sqrt(0.5), two.relativeResidual(), 1e-15);
        assertTrue(Math.hypot(0.5, -5) > 5, "Euclidean: a ratio above 1");
    }

    /** Least squares with a fixed gamma: v = S^-1 c / (1 + lambda), 1 + lambda = sqrt(c.S^-1 c) / gamma (T4). */
    @Test
    void itIsZeroAtTheOptimum() {
        double[] s = Samples.moments(X).covariance();
        double[] joint = Samples.moments(ROWS).covariance();
        double[] c = new double[D];
        for (int j = 0; j < D; j++) {
            c[j] = joint[j * (D + 1) + D];
        }
        double[] w = Samples.solve(s, c);
        double lambda = Math.sqrt(Samples.dot(c, w)) / 0.9 - 1;
        double[] v = Arrays.stream(w).map(x -> x / (1 + lambda)).toArray();
        double[] sv = Samples.times(s, v);
        double[] g = new double[D];
        for (int j = 0; j < D; j++) {
            g[j] = sv[j] - c[j];
        }
        assertTrue(Math.abs(lambda) > 0.1, "without a rate the test would show nothing");
        // Rounding of S of condition below 1e3.
        assertEquals(0, Stationarity.of(g, new double[] {lambda}, sv, whitening(X)).relativeResidual(), 1e-12);
        assertTrue(Stationarity.of(g, new double[] {2 * lambda}, sv, whitening(X)).relativeResidual() > 0.5,
                "another rate is not stationary");
    }

    @Test
    void unitsWithoutARateAreLeftOut() {
        Stationarity layer = Stationarity.of(new double[] {3, 4, 8, 9, 0, 12}, new double[] {-1, Double.NaN, 0.5},
                new double[] {0, 1, 5, 5, 0, 2}, IDENTITY);
        assertArrayEquals(new double[] {5, Math.sqrt(145), 12}, layer.gradient(), 1e-15);
        assertEquals(Math.sqrt(18), layer.residual()[0], 1e-15);
        assertTrue(Double.isNaN(layer.relativeResidual(1)));
        assertEquals(13.0 / 12, layer.relativeResidual(2), 1e-15);
        assertEquals(Math.sqrt((18.0 + 169) / (25 + 144)), layer.relativeResidual(), 1e-15);
        assertThrows(IllegalArgumentException.class,
                () -> Stationarity.of(new double[5], new double[2], new double[5], IDENTITY));
        assertThrows(IllegalArgumentException.class,
                () -> Stationarity.of(new double[4], new double[2], new double[5], IDENTITY));
    }

    private static double lambda(NaiveUnit unit, double[] w, double gamma) {
        return -Differences.gradient(p -> unit.loss(w, p[0], 0.1), new double[] {gamma})[0] / gamma;
    }

    private static double[] whitening(double[][] x) {
        return Whitening.of(Samples.moments(x), D).matrix();
    }

    private static Stationarity at(NaiveUnit unit, double[][] x, double[] w, double gamma, double eps, double lambda) {
        double s = Math.sqrt(unit.productVariance(w) + eps);
        double[] v = Arrays.stream(w).map(weight -> gamma * weight / s).toArray();
        double[] delta = unit.outputGradient(w, gamma, 0.1);
        double[] mean = Samples.moments(x).mean();
        double[] g = new double[D];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < D; j++) {
                g[j] += delta[i] * (x[i][j] - mean[j]);
            }
        }
        return Stationarity.of(g, new double[] {lambda}, Samples.times(Samples.moments(x).covariance(), v), whitening(x));
    }
}
