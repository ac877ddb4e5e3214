package bn.theory.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.theory.optimize.Lbfgs;
import bn.theory.optimize.MinimizationResult;
import bn.theory.optimize.Progress;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T4: the closed form against a numerical minimum of the batch-normalized loss, and the laws that follow from it. */
class LinearRegressionTest {
    private static final int D = 5;
    private static final double[][] ROWS = Samples.regression(60, D, 21);
    /** Sums of 60 terms through matrices of condition number below 1e3: 60 * 1e3 roundings. */
    private static final double ROUNDING = 1e-11;

    private static LinearRate rate(double[][] rows, double gamma, double sigma) {
        return new LinearRegression(Samples.moments(rows), 1).solve(0, gamma, sigma);
    }

    private static double[][] mapped(double[][] rows, UnaryOperator<double[]> map) {
        return Arrays.stream(rows).map(row -> map.apply(row.clone())).toArray(double[][]::new);
    }

    /** From gamma far below the standard deviation of the explained target (lambda > 0) to above it (lambda < 0). */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 10})
    void isTheMinimumOfTheNormalizedLoss(double gamma) {
        NaiveUnit unit = NaiveUnit.squared(Samples.firstColumns(ROWS, D), Samples.column(ROWS, D), 0);
        MinimizationResult minimum = new Lbfgs(1e-11, 2000).minimize((p, gradient) -> {
            double[] w = Arrays.copyOf(p, D);
            double[] all = unit.gradient(w, gamma, p[D]);
            System.arraycopy(all, 0, gradient, 0, D);
            gradient[D] = all[D + 1];
            return unit.loss(w, gamma, p[D]);
        }, new double[] {1, -0.5, 0.3, 0.2, 0.4, 0}, Progress.NONE);
        // Values and slopes of order 10 have errors of about 1e-14, so the last steps may not reach a smaller gradient.
        assertTrue(minimum.gradientNorm() < 1e-10, () -> "gradient " + minimum.gradientNorm());
        double[] w = Arrays.copyOf(minimum.x(), D);
        double tuned = -unit.gradient(w, gamma, minimum.x()[D])[D] / gamma;
        LinearRate rate = rate(ROWS, gamma, 0);
        // |w| is of order 1 and the curvature along the ellipsoid at least 1e-3: v is off by at most 1e-7.
        double tolerance = 1e-7 * Math.max(1, Math.abs(rate.lambda()));
        assertEquals(tuned, rate.lambda(), tolerance);
        double s = Math.sqrt(unit.productVariance(w));
        for (int i = 0; i < D; i++) {
            assertEquals(gamma * w[i] / s, rate.weights()[i], 1e-7 * Math.max(1, gamma));
        }
    }

    @Test
    void noFeasibleWeightsAreBetter() {
        double gamma = 0.7;
        double[] y = Samples.column(ROWS, D);
        NaiveUnit unit = NaiveUnit.squared(Samples.firstColumns(ROWS, D), y, 0);
        double shift = Arrays.stream(y).average().orElseThrow();
        double best = unit.loss(rate(ROWS, gamma, 0).weights(), gamma, shift);
        for (double[] w : Samples.gaussian(200, D, new Random(3))) {
            assertTrue(unit.loss(w, gamma, shift) > best);
        }
    }

    @Test
    void rSquaredIsTheExplainedShareOfALeastSquaresFit() {
        Moments x = Samples.moments(Samples.firstColumns(ROWS, D));
        Moments joint = Samples.moments(ROWS);
        double[] c = new double[D];
        for (int i = 0; i < D; i++) {
            c[i] = joint.covariance(i, D);
        }
        double[] fit = Samples.solve(x.covariance(), c);
        double residual = 0;
        for (double[] row : ROWS) {
            double error = row[D] - joint.mean()[D];
            for (int i = 0; i < D; i++) {
                error -= fit[i] * (row[i] - joint.mean()[i]);
            }
            residual += error * error / ROWS.length;
        }
        LinearRate rate = rate(ROWS, 0.4, 0);
        assertEquals(1 - residual / joint.covariance(D, D), rate.rSquared(), ROUNDING);
        assertEquals(Math.sqrt(joint.covariance(D, D) * rate.rSquared()) / 0.4 - 1, rate.lambda(), ROUNDING);
    }

    @Test
    void scaleOfTheInputsMovesAlphaOnly() {
        double c = 255;
        double[][] scaled = mapped(ROWS, row -> {
            for (int i = 0; i < D; i++) {
                row[i] *= c;
            }
            return row;
        });
        LinearRate before = rate(ROWS, 0.3, 0.5);
        LinearRate after = rate(scaled, 0.3, 0.5 * c);
        assertEquals(before.lambda(), after.lambda(), ROUNDING);
        assertEquals(before.rSquared(), after.rSquared(), ROUNDING);
        assertEquals(before.alphaSignal() * c * c, after.alphaSignal(), ROUNDING * c * c);
        assertEquals(before.alphaNoise() * c * c, after.alphaNoise(), ROUNDING * c * c);
    }

    @Test
    void shiftedAndRotatedInputsChangeNothing() {
        double[][] moved = mapped(ROWS, row -> {
            double first = row[0];
            row[0] = 0.6 * first - 0.8 * row[1] + 7;
            row[1] = 0.8 * first + 0.6 * row[1] - 3;
            return row;
        });
        assertEquals(rate(ROWS, 0.3, 0.5).lambda(), rate(moved, 0.3, 0.5).lambda(), ROUNDING);
        assertEquals(rate(ROWS, 0.3, 0.5).alpha(), rate(moved, 0.3, 0.5).alpha(), ROUNDING);
    }

    @Test
    void redundantFeaturesLeaveTheRateAndLowerTheRank() {
        double[][] redundant = mapped(ROWS, row -> {
            double[] more = Arrays.copyOf(row, D + 3);
            more[D] = 2.25;
            more[D + 1] = row[0] - 2 * row[2];
            more[D + 2] = row[D];
            return more;
        });
        LinearRegression regression = new LinearRegression(Samples.moments(redundant), 1);
        LinearRates rates = regression.solveAll(0.3, 0);
        assertEquals(D, rates.rank());
        assertEquals(D + 2, rates.features());
        assertEquals(60, rates.examples());
        LinearRate rate = regression.solve(0, 0.3, 0);
        assertEquals(rate(ROWS, 0.3, 0).lambda(), rate.lambda(), ROUNDING);
        assertEquals(0, rate.weights()[D], ROUNDING, "no weight on a constant");
        // Least norm: v is orthogonal to the null space of S, here e_0 - 2 e_2 - e_(D+1).
        assertEquals(0, rate.weights()[0] - 2 * rate.weights()[2] - rate.weights()[D + 1], ROUNDING);
        double[] s = Samples.moments(Samples.firstColumns(redundant, D + 2)).covariance();
        Moments joint = Samples.moments(redundant);
        double[] sv = Samples.times(s, rate.weights());
        for (int i = 0; i < D + 2; i++) {
            assertEquals(joint.covariance(i, D + 2) / (1 + rate.lambda()), sv[i], ROUNDING);
        }
        assertEquals(D + 2, regression.solveAll(0.3, 0.1).rank(), "noise fills the rank up");
    }

    /** One feature and a constant: S has an eigenvalue that is 0 without any rounding. R is the plain correlation. */
    @Test
    void aConstantFeatureBesideOneOther() {
        double[][] rows = mapped(ROWS, row -> new double[] {row[0], 0.1, row[D]});
        Moments joint = Samples.moments(rows);
        double explained = joint.covariance(0, 2) * joint.covariance(0, 2) / joint.covariance(0, 0);
        LinearRate rate = rate(rows, 0.3, 0);
        assertEquals(Math.sqrt(explained) / 0.3 - 1, rate.lambda(), ROUNDING);
        assertEquals(0.3 / Math.sqrt(joint.covariance(0, 0)), Math.abs(rate.weights()[0]), ROUNDING);
        assertEquals(0, rate.weights()[1], ROUNDING);
    }

    @Test
    void targetsAreIndependentOfOneAnother() {
        double[][] two = mapped(ROWS, row -> {
            double[] more = Arrays.copyOf(row, D + 2);
            more[D + 1] = row[D] - 3 * row[0];
            return more;
        });
        LinearRegression regression = new LinearRegression(Samples.moments(two), 2);
        LinearRates rates = regression.solveAll(0.3, 0.2);
        assertEquals(2, regression.targets());
        double[][] second = mapped(two, row -> {
            row[D] = row[D + 1];
            return Arrays.copyOf(row, D + 1);
        });
        for (int k = 0; k < 2; k++) {
            LinearRate alone = rate(k == 0 ? ROWS : second, 0.3, 0.2);
            assertArrayEquals(
                    new double[] {alone.lambda(), alone.rSquared(), alone.alpha(), alone.alphaSignal(), alone.alphaNoise()},
                    new double[] {rates.lambda()[k], rates.rSquared()[k], rates.alpha()[k], rates.alphaSignal()[k],
                            rates.alphaNoise()[k]},
                    ROUNDING);
        }
    }

    @Test
    void whatHasNoRateIsSaid() {
        LinearRegression regression = new LinearRegression(Samples.moments(ROWS), 1);
        for (double gamma : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InvalidRequestException.class, () -> regression.solve(0, gamma, 0));
        }
        assertThrows(InvalidRequestException.class, () -> regression.solveAll(1, -0.1));
        assertMessage("target 1 is constant", mapped(ROWS, row -> {
            row[D] = 1;
            return row;
        }));
        assertMessage("features are constant", mapped(ROWS, row -> new double[] {1, 2, row[D]}));
        assertMessage("no feature is correlated", new double[][] {{1, 1}, {-1, 1}, {1, -1}, {-1, -1}});
        assertThrows(IllegalArgumentException.class, () -> new LinearRegression(Samples.moments(ROWS), D + 1));
    }

    private static void assertMessage(String part, double[][] rows) {
        String message = assertThrows(BnException.class, () -> rate(rows, 1, 0)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
