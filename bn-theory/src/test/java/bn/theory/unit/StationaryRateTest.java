package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.linear.LinearRegression;
import bn.theory.optimize.Lbfgs;
import bn.theory.optimize.MinimizationResult;
import bn.theory.optimize.Progress;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T5, and T16 for gamma: the rate at stationary points with a learned gamma, with eps and with weight decay. */
class StationaryRateTest {
    private static final int D = 4;
    private static final double[][] ROWS = Samples.regression(50, D, 41);
    private static final double[][] X = Samples.firstColumns(ROWS, D);
    private static final double[] Y = Samples.column(ROWS, D);
    private static final double[] START = {0.5, -0.3, 0.4, 0.2, 0.6, 0};

    /** Minimizes over (w, gamma, beta), or over (w, beta) with fixed gamma, with decay on w and on gamma. */
    private static MinimizationResult minimize(NaiveUnit unit, double[] start, boolean gammaLearned, double weightDecay,
            double gammaDecay, double tolerance) {
        return new Lbfgs(tolerance, 5000).minimize((p, gradient) -> {
            double[] w = Arrays.copyOf(p, D);
            System.arraycopy(unit.gradient(w, p[D], p[D + 1]), 0, gradient, 0, D + 2);
            for (int i = 0; i < D; i++) {
                gradient[i] += weightDecay * w[i];
            }
            gradient[D] = gammaLearned ? gradient[D] + gammaDecay * p[D] : 0;
            return unit.loss(w, p[D], p[D + 1]) + 0.5 * weightDecay * Samples.dot(w, w) + 0.5 * gammaDecay * p[D] * p[D];
        }, start, Progress.NONE);
    }

    private static UnitRate reading(NaiveUnit unit, double[] p, double eps) {
        double[] w = Arrays.copyOf(p, D);
        return new UnitRate(p[D], unit.gradient(w, p[D], p[D + 1])[D], unit.productVariance(w), eps, Samples.dot(w, w), 0);
    }

    private static double[] startWithGamma(double gamma) {
        double[] start = START.clone();
        start[D] = gamma;
        return start;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.5})
    void decayOnGammaIsTheRate(double gammaDecay) {
        NaiveUnit unit = NaiveUnit.squared(X, Y, 0);
        MinimizationResult minimum = minimize(unit, START, true, 0, gammaDecay, 1e-9);
        assertTrue(minimum.converged());
        // |dL/dgamma + mu gamma| <= 1e-9 and gamma is above 0.5.
        assertTrue(minimum.x()[D] > 0.5);
        StationaryRate rate = StationaryRate.ofGamma(reading(unit, minimum.x(), 0), gammaDecay);
        assertEquals(gammaDecay, rate.predicted());
        assertEquals(rate.predicted(), rate.measured(), 2e-9);
        assertEquals(0, rate.ridge());
    }

    /** Away from stationary points, at a negative gamma: growth is the slope of gamma^2 along the negative gradient. */
    @Test
    void gammaGrowsAsLongAsTheRateIsAboveItsDecay() {
        NaiveUnit unit = NaiveUnit.logistic(X, Y, 0.3);
        double[] p = startWithGamma(-1.4);
        double slope = unit.gradient(Arrays.copyOf(p, D), p[D], p[D + 1])[D] + 0.2 * p[D];
        StationaryRate rate = StationaryRate.ofGamma(reading(unit, p, 0.3), 0.2);
        assertEquals(2 * p[D] * -slope, rate.growth(), 1e-13);
        assertTrue(Math.abs(rate.growth()) > 0.01, "a growth of about 0 would show nothing");
    }

    /**
     * T16. Only gamma is learned, by Adam as it is defined. To the gradient of the loss +-noise is added in turns, so that its mean square
     * is known: gradient^2 + noise^2. The turns move gamma by less than eta / 2, and the mean of squares by (1 - beta2) / 2 of itself.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withAdamTheRateDependsOnHowTheDecayIsApplied(boolean decoupled) {
        double decay = 0.5;
        double noise = 0.02;
        double adamEps = 0.03;
        double eta = 1e-4;
        double beta2 = 0.9999;
        NaiveUnit unit = NaiveUnit.squared(X, Y, 0);
        double[] p = startWithGamma(1.4);
        double[] w = Arrays.copyOf(p, D);
        double m = 0;
        double v = noise * noise;
        for (int t = 0; t < 100_000; t++) {
            double g = unit.gradient(w, p[D], 2)[D] + (t % 2 == 0 ? noise : -noise) + (decoupled ? 0 : decay * p[D]);
            m = 0.9 * m + 0.1 * g;
            v = beta2 * v + (1 - beta2) * g * g;
            p[D] = (decoupled ? 1 - eta * decay : 1) * p[D] - eta * m / (Math.sqrt(v) + adamEps);
        }
        double slope = unit.gradient(w, p[D], 2)[D];
        UnitRate rate = new UnitRate(p[D], slope, unit.productVariance(w), 0, Samples.dot(w, w), 0);
        double meanSquare = noise * noise + (decoupled ? slope * slope : 0);
        StationaryRate stationary = StationaryRate.ofGammaByAdam(rate, decay, Math.sqrt(meanSquare) + adamEps, decoupled);
        // A gamma that is off by eta / 2 has a slope that is off by about as much, as the curvature of the loss is 1.
        assertEquals(stationary.predicted(), stationary.measured(), 2 * eta + (1 - beta2) * decay);
        assertEquals(0, stationary.growth(), 4 * p[D] * p[D] * (2 * eta + (1 - beta2) * decay) / adamEps);
        assertTrue(!decoupled || stationary.predicted() < 0.11 * decay, "AdamW must differ from SGD");
    }

    /** One step of Adam from a gamma that is not at rest, with m and v at their means: gamma^2 changes by eta times the growth. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withAdamGrowthIsTheChangeOfAStep(boolean decoupled) {
        double[] p = startWithGamma(-1.4);
        NaiveUnit unit = NaiveUnit.logistic(X, Y, 0.3);
        double slope = unit.gradient(Arrays.copyOf(p, D), p[D], p[D + 1])[D];
        double step = decoupled ? slope / 0.05 + 0.2 * p[D] : (slope + 0.2 * p[D]) / 0.05;
        double growth = StationaryRate.ofGammaByAdam(reading(unit, p, 0.3), 0.2, 0.05, decoupled).growth();
        assertEquals(-2 * p[D] * step, growth, 1e-12 * Math.abs(growth));
    }

    @Test
    void withEpsAStationaryPointHasNoRate() {
        double eps = 0.3;
        NaiveUnit unit = NaiveUnit.squared(X, Y, eps);
        // gamma far above the standard deviation of the explained target: the optimum lies inside the ellipsoid.
        MinimizationResult minimum = minimize(unit, startWithGamma(10), false, 0, 0, 1e-9);
        assertTrue(minimum.converged());
        UnitRate rate = reading(unit, minimum.x(), eps);
        assertTrue(rate.outputVariance() < 0.9 * 100, "inside");
        assertEquals(0, StationaryRate.ofWeights(rate, 0).predicted());
        // lambda = -(w.dL/dw) s^2 / (gamma^2 eps) in general, with |dL/dw| <= 1e-9, |w| < 10.
        assertEquals(0, rate.lambda(), 1e-8 * (rate.variance() + eps) / (100 * eps) + 1e-13);
    }

    /** Away from stationary points: growth is the slope of |w|^2 along the negative gradient, decay included. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02})
    void withEpsTheWeightsGrowAsLongAsTheRateIsAboveThePrediction(double decay) {
        double eps = 0.3;
        NaiveUnit unit = NaiveUnit.logistic(X, Y, eps);
        for (double gamma : new double[] {0.2, -1, 6}) {
            double[] p = startWithGamma(gamma);
            double[] w = Arrays.copyOf(p, D);
            double alongW = Samples.dot(w, Arrays.copyOf(unit.gradient(w, gamma, p[D + 1]), D)) + decay * Samples.dot(w, w);
            assertEquals(-2 * alongW, StationaryRate.ofWeights(reading(unit, p, eps), decay).growth(), 1e-13);
        }
    }

    @Test
    void withEpsAndAnOptimumOutsideTheRateTendsToThatWithoutEps() {
        double eps = 0.3;
        double gamma = 0.1;
        NaiveUnit unit = NaiveUnit.squared(X, Y, eps);
        MinimizationResult minimum = minimize(unit, startWithGamma(gamma), false, 0, 0, 1e-13);
        UnitRate rate = reading(unit, minimum.x(), eps);
        assertTrue(rate.variance() > 1e5 * eps, () -> "w must have grown, variance " + rate.variance());
        assertTrue(StationaryRate.ofWeights(rate, 0).growth() > 0, "and must still grow");
        double limit = new LinearRegression(Samples.moments(ROWS), 1).solve(0, gamma, 0).lambda();
        // The constraint gamma^2 (1 - eps/s^2) changes 1 + lambda by half of eps/s^2; the gradient with respect to v is within
        // 1e-13 s/gamma.
        double tolerance = eps / rate.variance() + 1e-13 * Math.sqrt(rate.variance()) / (gamma * gamma) + 1e-13;
        assertEquals(1, rate.lambda() / limit, tolerance);
        assertTrue(limit > 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1})
    void withEpsAndWeightDecay(double gamma) {
        double eps = 0.3;
        double decay = 1e-3;
        NaiveUnit unit = NaiveUnit.squared(X, Y, eps);
        MinimizationResult minimum = minimize(unit, startWithGamma(gamma), false, decay, 0, 1e-9);
        assertTrue(minimum.converged());
        UnitRate rate = reading(unit, minimum.x(), eps);
        double s2 = rate.variance() + eps;
        StationaryRate stationary = StationaryRate.ofWeights(rate, decay);
        double predicted = stationary.predicted();
        assertTrue(predicted > 0.1, "a rate of about 0 would show nothing");
        // Both sides differ by (w.gradient) s^2 / (eps gamma^2) at most, with a gradient of 1e-9.
        double tolerance = 1e-9 * Math.sqrt(rate.squaredNorm()) * s2 / (eps * gamma * gamma);
        assertEquals(predicted, rate.lambda(), tolerance + 1e-12 * predicted);
        assertRidgeBeside(unit, minimum.x(), rate, stationary.ridge(), 1e-9 * Math.sqrt(s2) / gamma);
    }

    @Test
    void refusesWhatSetsNoRate() {
        UnitRate withoutEps = new UnitRate(1, -0.5, 2, 0, 1, 0);
        assertThrows(IllegalArgumentException.class, () -> StationaryRate.ofWeights(withoutEps, 0.1));
        assertThrows(IllegalArgumentException.class, () -> StationaryRate.ofGamma(withoutEps, -0.1));
        assertThrows(IllegalArgumentException.class, () -> StationaryRate.ofGammaByAdam(withoutEps, -0.1, 1, true));
        assertThrows(IllegalArgumentException.class, () -> StationaryRate.ofGammaByAdam(withoutEps, 0.1, 0, true));
        assertTrue(Double.isNaN(StationaryRate.ofGamma(new UnitRate(0, 1, 1, 1, 1, 0), 0.1).measured()));
    }

    /** g + lambda S v + ridge v = 0, all from naive sums. */
    private static void assertRidgeBeside(NaiveUnit unit, double[] p, UnitRate rate, double ridge, double tolerance) {
        double[] w = Arrays.copyOf(p, D);
        double[] v = w.clone();
        for (int i = 0; i < D; i++) {
            v[i] *= p[D] / Math.sqrt(rate.variance() + rate.eps());
        }
        double[] dz = unit.outputGradient(w, p[D], p[D + 1]);
        double[] mean = Samples.moments(X).mean();
        double[] sv = Samples.times(Samples.moments(X).covariance(), v);
        for (int j = 0; j < D; j++) {
            double sum = rate.lambda() * sv[j] + ridge * v[j];
            for (int i = 0; i < X.length; i++) {
                sum += dz[i] * (X[i][j] - mean[j]);
            }
            assertEquals(0, sum, tolerance + 1e-12 * rate.lambda());
        }
    }
}
