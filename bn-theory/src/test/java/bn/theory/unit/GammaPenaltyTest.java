package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T15, against minima that proximal gradient descent finds on a naive loss, and against the group lasso by normal equations. */
class GammaPenaltyTest {
    private static final int D = 3;
    /** Inputs of covariance near 1 and mean 3, so that the search needs few steps, and a target that they explain in part. */
    private static final double[][] X = new double[40][D];
    private static final double[] Y = new double[X.length];
    static {
        Random random = new Random(12);
        for (int i = 0; i < X.length; i++) {
            X[i] = Arrays.stream(Samples.gaussian(1, D, random)[0]).map(x -> 3 + x).toArray();
            Y[i] = X[i][0] - 0.5 * X[i][1] + 0.3 * X[i][2] * X[i][0] / 3 + random.nextGaussian();
        }
    }
    private static final double STEP = 0.2;

    /** Least change of a parameter in a step at which the search counts as at rest. */
    private static final double REST = 1e-12;

    /** The minimum of the loss and the penalty over (w, gamma, beta): a gradient step on the loss and the decay, then the threshold of L1. */
    private static double[] minimize(NaiveUnit unit, GammaPenalty penalty) {
        double[] p = {0.6, 0, 0.8, 1, 0};
        for (int t = 0; t < 200_000; t++) {
            double[] before = p.clone();
            double[] gradient = unit.gradient(Arrays.copyOf(p, D), p[D], p[D + 1]);
            gradient[D] += penalty.decay() * p[D];
            for (int i = 0; i < p.length; i++) {
                p[i] -= STEP * gradient[i];
            }
            p[D] = Math.signum(p[D]) * Math.max(0, Math.abs(p[D]) - STEP * penalty.l1());
            // Steps lengthen w, on which nothing depends, and would become shorter and shorter.
            double length = Math.sqrt(Samples.dot(Arrays.copyOf(p, D), Arrays.copyOf(p, D)));
            for (int i = 0; i < D; i++) {
                p[i] /= length;
            }
            double moved = 0;
            for (int i = 0; i < p.length; i++) {
                moved = Math.max(moved, Math.abs(p[i] - before[i]));
            }
            if (moved < REST) {
                return p;
            }
        }
        throw new AssertionError("not at rest at " + Arrays.toString(p));
    }

    private static UnitRate reading(NaiveUnit unit, double[] p) {
        double[] w = Arrays.copyOf(p, D);
        return new UnitRate(p[D], unit.gradient(w, p[D], p[D + 1])[D], unit.productVariance(w), 0, Samples.dot(w, w), 0);
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0, false", "0.3, 0.4, false", "0.05, 0.02, true", "0, 0.3, false"})
    void atRestL1AddsToTheRate(double l1, double decay, boolean logistic) {
        NaiveUnit unit = logistic ? NaiveUnit.logistic(X, Y, 0) : NaiveUnit.squared(X, Y, 0);
        GammaPenalty penalty = new GammaPenalty(decay, l1);
        double[] p = minimize(unit, penalty);
        assertTrue(Math.abs(p[D]) > 0.1, "alive");
        StationaryRate rate = StationaryRate.ofGamma(reading(unit, p), penalty);
        // The gradient with respect to gamma is at most REST / STEP.
        double tolerance = 2 * REST / (STEP * Math.abs(p[D]));
        assertEquals(rate.predicted(), rate.measured(), tolerance);
        assertEquals(0, rate.growth(), 2 * p[D] * p[D] * tolerance);
        // Half the rate is due to L1 at the crossover, more of it below.
        assertEquals(l1 / Math.abs(p[D]) > decay, Math.abs(p[D]) < penalty.crossover());
    }

    /** With eps = 0: the least of loss + s sqrt(v.Sv) + (mu/2) v.Sv over all v is the fit of least squares times (1 - s/E) / (1 + mu). */
    @Test
    void withoutEpsItIsAGroupLassoInTheNormOfTheData() {
        double l1 = 0.3;
        double decay = 0.4;
        NaiveUnit unit = NaiveUnit.squared(X, Y, 0);
        double[] p = minimize(unit, new GammaPenalty(decay, l1));
        Moments inputs = Samples.moments(X);
        double[] c = new double[D];
        double meanY = Arrays.stream(Y).average().orElseThrow();
        for (int i = 0; i < X.length; i++) {
            for (int j = 0; j < D; j++) {
                c[j] += (X[i][j] - inputs.mean()[j]) * (Y[i] - meanY) / X.length;
            }
        }
        double[] fit = Samples.solve(inputs.covariance(), c);
        double explained = Math.sqrt(Samples.dot(c, fit));
        double[] v = FoldedUnit.fold(Arrays.copyOf(p, D), p[D], p[D + 1], inputs, 0).weights();
        for (int j = 0; j < D; j++) {
            // A gradient of REST / STEP divided by the least curvature, which is more than 1e-3.
            assertEquals(fit[j] * (1 - l1 / explained) / (1 + decay), v[j], 1e3 * REST / STEP);
        }
        assertEquals((explained - l1) / (1 + decay), Math.abs(p[D]), 1e3 * REST / STEP);
    }

    /** A strength just above |dL/dgamma| at gamma = 0 holds gamma there; one just below does not. */
    @Test
    void aDeadChannelIsHeldByAGradientOfAtMostTheStrength() {
        NaiveUnit unit = NaiveUnit.squared(X, Y, 0);
        double meanY = Arrays.stream(Y).average().orElseThrow();
        double[] w = {0.5, -0.3, 0.4};
        double gradient = unit.gradient(w, 0, meanY)[D];
        for (double factor : new double[] {0.99, 1.01}) {
            double l1 = factor * Math.abs(gradient);
            double[] p = {0.5, -0.3, 0.4, 0, meanY};
            // One proximal step from 0.
            double moved = -STEP * gradient;
            double after = Math.signum(moved) * Math.max(0, Math.abs(moved) - STEP * l1);
            assertEquals(after == 0, new GammaPenalty(0.1, l1).holdsAtZero(gradient));
            // At gamma = 0 the weights have no gradient, so that the direction stays.
            assertEquals(0, Samples.dot(w, Arrays.copyOf(unit.gradient(w, p[D], meanY), D)));
        }
        double[] dead = minimize(unit, new GammaPenalty(0, 10));
        assertEquals(0, dead[D]);
        assertTrue(new GammaPenalty(0, 10).holdsAtZero(unit.gradient(Arrays.copyOf(dead, D), 0, dead[D + 1])[D]));
    }

    /** Steps of the subgradient do not end at 0, but stay within eta (s + |dL/dgamma|). */
    @Test
    void subgradientStepsGoAroundZero() {
        NaiveUnit unit = NaiveUnit.squared(X, Y, 0);
        double meanY = Arrays.stream(Y).average().orElseThrow();
        double[] w = {0.5, -0.3, 0.4};
        double slope = Math.abs(unit.gradient(w, 0, meanY)[D]);
        double l1 = 3 * slope;
        double eta = 0.01;
        double gamma = 0.3;
        double largest = 0;
        for (int t = 0; t < 2000; t++) {
            gamma -= eta * (unit.gradient(w, gamma, meanY)[D] + l1 * Math.signum(gamma));
            largest = t < 1000 ? 0 : Math.max(largest, Math.abs(gamma));
        }
        // The slope changes by the curvature, 1, times gamma.
        assertTrue(largest <= eta * (l1 + slope) * (1 + 2 * eta), () -> "gamma left the range");
        assertTrue(largest > eta * (l1 - slope) / 2, "and does not end at 0");
    }

    @Test
    void whatHasNoRateIsNotANumber() {
        assertTrue(Double.isNaN(new GammaPenalty(0.1, 0.2).rate(0)));
        assertEquals(0.1 + 0.2 / 4, new GammaPenalty(0.1, 0.2).rate(-4), 1e-16);
        assertEquals(2, new GammaPenalty(0.1, 0.2).crossover(), 1e-15);
        assertFalse(new GammaPenalty(0.1, 0.2).holdsAtZero(0.3));
        assertThrows(IllegalArgumentException.class, () -> new GammaPenalty(-0.1, 0));
        assertThrows(IllegalArgumentException.class, () -> new GammaPenalty(0, Double.NaN));
    }
}
