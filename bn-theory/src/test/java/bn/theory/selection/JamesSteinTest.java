package bn.theory.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.linear.LinearRegression;
import bn.theory.oracle.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JamesSteinTest {
    private static final int N = 30;
    private static final int D = 8;
    private static final double TAU = 1;

    /** The factor from residuals and fits of a regression by elimination. */
    @Test
    void theFactorIsThatOfTheLeastSquaresFit() {
        double[][] rows = Samples.regression(N, D, 51);
        double[] weights = Refit.weights(rows, D, 0, 0, -1);
        double mean = Samples.moments(rows).mean()[D];
        double residual = 0;
        double fit = 0;
        for (double[] row : rows) {
            residual += Math.pow(row[D] - Refit.predict(weights, row), 2);
            fit += Math.pow(Refit.predict(weights, row) - mean, 2);
        }
        JamesStein chosen = JamesStein.of(Refit.targets(rows, 1).get(0)).orElseThrow();
        // Normal equations of condition number below 1e6.
        assertEquals(residual / (N - 1 - D), chosen.noiseVariance(), 1e-9);
        assertEquals(1 - (D - 2) * residual / (N + 1 - D) / fit, chosen.factor(), 1e-9);
        assertTrue(chosen.lambda() > 0);
        assertEquals(chosen.lambda(), new LinearRegression(Samples.moments(rows), 1).solve(0, chosen.gamma(), 0).lambda(), 1e-12);
    }

    /** Over all 2^7 signs of the noise, which are uncorrelated and of one variance, the expectation is a finite sum. */
    @Test
    @SuppressWarnings("IdentityBinaryExpression") // n examples with 2^n noises.
    void theOracleFactorHasTheLeastExpectedError() {
        int n = 7;
        int d = 3;
        double[][] rows = Samples.regression(n, d, 52);
        double[] truth = Samples.column(rows, d);
        double tau = 0.8;
        double mean = 0;
        for (double y : truth) {
            mean += y / n;
        }
        // The noise-free target is projected on the inputs; the error outside their span does not depend on the factor.
        double[] projection = Refit.weights(rows, d, 0, 0, -1);
        double signal = 0;
        for (double[] row : rows) {
            signal += Math.pow(Refit.predict(projection, row) - mean, 2) / n;
        }
        // error(k) = A k^2 - 2 B k + constant, from the error at three factors.
        double[] errors = new double[3];
        for (int signs = 0; signs < 1 << n; signs++) {
            double[][] noised = Samples.firstColumns(rows, d + 1);
            double shift = 0;
            for (int i = 0; i < n; i++) {
                noised[i][d] = truth[i] + ((signs >> i & 1) == 0 ? tau : -tau);
                shift += noised[i][d] / n;
            }
            double[] weights = Refit.weights(noised, d, 0, 0, -1);
            for (int k = 0; k < 3; k++) {
                for (int i = 0; i < n; i++) {
                    double prediction = shift + k * (Refit.predict(weights, rows[i]) - shift);
                    errors[k] += Math.pow(prediction - truth[i], 2) / (n << n);
                }
            }
        }
        double square = (errors[2] - 2 * errors[1] + errors[0]) / 2;
        double slope = errors[1] - errors[0] - square;
        assertEquals(-slope / (2 * square), JamesStein.oracleFactor(signal, tau * tau, d, n), 1e-10);
    }

    /** Over drawn noise, its error on fixed inputs is below that of least squares, by far more than chance. */
    @Test
    void shrinkingHelpsInExpectation() {
        double[][] rows = Samples.regression(N, D, 53);
        Random random = new Random(54);
        // A target whose signal is as large as what noise adds to the fit: lambda is about 1.
        double[] direction = Samples.gaussian(1, D, random)[0];
        double[] truth = new double[N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < D; j++) {
                truth[i] += 0.08 * direction[j] * rows[i][j];
            }
        }
        int trials = 2000;
        double sum = 0;
        double squares = 0;
        int vanished = 0;
        for (int trial = 0; trial < trials; trial++) {
            double mean = 0;
            for (int i = 0; i < N; i++) {
                rows[i][D] = truth[i] + TAU * random.nextGaussian();
                mean += rows[i][D] / N;
            }
            double[] weights = Refit.weights(rows, D, 0, 0, -1);
            JamesStein chosen = JamesStein.of(Refit.targets(rows, 1).get(0)).orElseThrow();
            vanished += Double.isInfinite(chosen.lambda()) ? 1 : 0;
            double gain = 0;
            for (int i = 0; i < N; i++) {
                double fit = Refit.predict(weights, rows[i]);
                double shrunk = mean + (fit - mean) / (1 + chosen.lambda());
                gain += (Math.pow(fit - truth[i], 2) - Math.pow(shrunk - truth[i], 2)) / N;
            }
            sum += gain / trials;
            squares += gain * gain / trials;
        }
        double standardError = Math.sqrt((squares - sum * sum) / trials);
        double gain = sum;
        assertTrue(gain > 5 * standardError, () -> "gain " + gain + " +- " + standardError);
        assertTrue(vanished < trials, "some fit must have been left");
    }

    @Test
    void thereIsNoneWhereItIsNotKnownToHelp() {
        assertTrue(JamesStein.of(Refit.targets(Samples.regression(20, 2, 55), 1).get(0)).isEmpty());
        assertTrue(JamesStein.of(Refit.targets(Samples.regression(20, 3, 55), 1).get(0)).isPresent());
        assertTrue(JamesStein.of(Refit.targets(Samples.regression(6, 5, 55), 1).get(0)).isEmpty(),
                "nothing is left to see the noise");
        assertTrue(JamesStein.of(Refit.targets(Samples.regression(7, 5, 55), 1).get(0)).isPresent());
    }
}
