package bn.theory.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InverseDeviationTest {
    private static final double[] VALUES = {-1, 0.5, 3};
    private static final double[] CHANCES = {0.5, 0.35, 0.15};

    /**
     * For Gaussian x, M batch variance / variance is chi square with M - 1 degrees of freedom, so the mean inverse deviation is
     * sqrt(M/2) Gamma(M/2 - 1) / Gamma(M/2 - 1/2) = 1 + 5/4 / M + 73/32 / M^2 + ...
     */
    @Test
    void gaussianChannelsAreThoseOfTheChiSquareDistribution() {
        InverseDeviation gaussian = new InverseDeviation(1, 0, 2, 8);
        assertEquals(1.25, gaussian.first(), 1e-15);
        assertEquals(73 / 32.0, gaussian.second(), 1e-15);
        // Parts of -3/8, -5/8 and 105/32.
        assertEquals((3 / 8.0 + 5 / 8.0 + 105 / 32.0) / 1.25, gaussian.relativeSize(), 1e-15);
    }

    /** Three kinds of examples, by all batches; the limit of M^2 (E - 1 - first/M) has an error of order 1/M, which cancels in 2 b - a. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 2})
    void skewedChannelsAreThoseOfAllBatches(double eps) {
        double[] x = normalized();
        double third = moment(x, 3);
        double fourth = moment(x, 4);
        double squareThird = moment(x, 6) - 3 * fourth + 2;
        InverseDeviation inverse = new InverseDeviation(1 / (1 + eps), third, fourth - 1, squareThird);
        double[] rest = new double[2];
        for (int i = 0; i < 2; i++) {
            int m = 200 << i;
            rest[i] = (expectation(x, eps, m) - 1 - inverse.first() / m) * m * (double) m;
        }
        double limit = 2 * rest[1] - rest[0];
        // The extrapolated error is of order (M/2)^-2 relative to the distance that was extrapolated over.
        double tolerance = 0.1 * Math.abs(rest[1] - rest[0]) + 1e-6;
        assertEquals(limit, inverse.second(), tolerance);
        assertTrue(tolerance < 0.02 * Math.abs(limit), "a wrong factor must show");
    }

    private static double[] normalized() {
        double[] x = VALUES.clone();
        double mean = moment(x, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
        double deviation = Math.sqrt(moment(x, 2));
        for (int i = 0; i < x.length; i++) {
            x[i] /= deviation;
        }
        return x;
    }

    private static double moment(double[] x, int power) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += CHANCES[i] * Math.pow(x[i], power);
        }
        return sum;
    }

    /** E sqrt((1 + eps) / (batch variance + eps)) over the numbers of each kind in a batch. */
    private static double expectation(double[] x, double eps, int m) {
        double[] logFactorial = new double[m + 1];
        for (int i = 1; i <= m; i++) {
            logFactorial[i] = logFactorial[i - 1] + Math.log(i);
        }
        double sum = 0;
        for (int a = 0; a <= m; a++) {
            for (int b = 0; a + b <= m; b++) {
                int c = m - a - b;
                double chance = Math.exp(logFactorial[m] - logFactorial[a] - logFactorial[b] - logFactorial[c]
                        + a * Math.log(CHANCES[0]) + b * Math.log(CHANCES[1]) + c * Math.log(CHANCES[2]));
                double mean = (a * x[0] + b * x[1] + c * x[2]) / m;
                double square = (a * x[0] * x[0] + b * x[1] * x[1] + c * x[2] * x[2]) / m;
                sum += chance * Math.sqrt((1 + eps) / (square - mean * mean + eps));
            }
        }
        return sum;
    }
}
