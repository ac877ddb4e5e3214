package bn.theory.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Differences;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StationarityTest {
    private static final int D = 3;
    private static final double[][] ROWS = Samples.regression(25, D, 6);
    private static final double[][] X = Samples.firstColumns(ROWS, D);
    private static final double[] Y = Samples.column(ROWS, D);
    private static final double GAMMA = -0.7;
    private static final double EPS = 0.1;

    /** The residual against s/|gamma| |dL/dw|, the gradient by finite differences. */
    @Test
    void theResidualIsTheGradientByTheWeightsInUnitsOfTheEffectiveOnes() {
        NaiveUnit unit = NaiveUnit.logistic(X, Y, EPS);
        double[] w = {0.5, -0.2, 0.4};
        double[] byWeights = Differences.gradient(p -> unit.loss(p, GAMMA, 0.1), w);
        double lambda = -Differences.gradient(p -> unit.loss(w, p[0], 0.1), new double[] {GAMMA})[0] / GAMMA;
        double s = Math.sqrt(unit.productVariance(w) + EPS);
        double expected = s / Math.abs(GAMMA) * Math.sqrt(Samples.dot(byWeights, byWeights));
        assertTrue(expected > 1e-3 && Math.abs(lambda) > 1e-3, "terms of about 0 would show nothing");
        Stationarity actual = at(unit, w, lambda);
        // lambda and the three derivatives are off by ERROR; S v has entries of some 10.
        assertEquals(expected, actual.residual()[0], 40 * Differences.ERROR);
        assertEquals(expected / actual.gradient()[0], actual.relative(), 1e-6);
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
        assertEquals(0, Stationarity.of(g, new double[] {lambda}, sv).relative(), 1e-12);
        assertTrue(Stationarity.of(g, new double[] {2 * lambda}, sv).relative() > 0.5, "another rate is not stationary");
    }

    @Test
    void unitsWithoutARateAreLeftOut() {
        Stationarity layer = Stationarity.of(new double[] {3, 4, 8, 9, 0, 12}, new double[] {-1, Double.NaN, 0.5},
                new double[] {0, 1, 5, 5, 0, 2});
        assertArrayEquals(new double[] {5, Math.sqrt(145), 12}, layer.gradient(), 1e-15);
        assertEquals(Math.sqrt(18), layer.residual()[0], 1e-15);
        assertTrue(Double.isNaN(layer.relative(1)));
        assertEquals(13.0 / 12, layer.relative(2), 1e-15);
        assertEquals(Math.sqrt((18.0 + 169) / (25 + 144)), layer.relative(), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> Stationarity.of(new double[5], new double[2], new double[5]));
        assertThrows(IllegalArgumentException.class, () -> Stationarity.of(new double[4], new double[2], new double[5]));
    }

    private static Stationarity at(NaiveUnit unit, double[] w, double lambda) {
        double s = Math.sqrt(unit.productVariance(w) + EPS);
        double[] v = Arrays.stream(w).map(x -> GAMMA * x / s).toArray();
        double[] delta = unit.outputGradient(w, GAMMA, 0.1);
        double[] mean = Samples.moments(X).mean();
        double[] g = new double[D];
        for (int i = 0; i < X.length; i++) {
            for (int j = 0; j < D; j++) {
                g[j] += delta[i] * (X[i][j] - mean[j]);
            }
        }
        return Stationarity.of(g, new double[] {lambda}, Samples.times(Samples.moments(X).covariance(), v));
    }
}
