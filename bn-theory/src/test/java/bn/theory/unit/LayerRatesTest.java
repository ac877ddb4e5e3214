package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Differences;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerRatesTest {
    private static final int D = 4;
    private static final int UNITS = 3;
    private static final double[][] ROWS = Samples.regression(30, D, 3);
    private static final double[][] X = Samples.firstColumns(ROWS, D);
    private static final double[] Y = Samples.column(ROWS, D);
    private static final double[][] W = Samples.gaussian(UNITS, D, new Random(4));

    /** Loss of: normalized layer, leaky ReLU (slope 0.1), one normalized unit on top. */
    private static double twoLayers(double[] gamma, double[] beta, double topEps) {
        double[][] hidden = new double[X.length][UNITS];
        for (int k = 0; k < UNITS; k++) {
            double[] z = NaiveUnit.squared(X, Y, 1e-3).outputs(W[k], gamma[k], beta[k]);
            for (int i = 0; i < z.length; i++) {
                hidden[i][k] = z[i] > 0 ? z[i] : 0.1 * z[i];
            }
        }
        return NaiveUnit.squared(hidden, Y, topEps).loss(new double[] {0.6, -0.9, 0.4}, 1.5, 2);
    }

    /** Both sides of T8. */
    private static double[] balance(double topEps) {
        double[] gamma = {0.8, -1.1, 1.4};
        double[] beta = {0.3, -0.2, 0.5};
        double[] dGamma = Differences.gradient(p -> twoLayers(p, beta, topEps), gamma);
        double[] dBeta = Differences.gradient(p -> twoLayers(gamma, p, topEps), beta);
        double[] ones = {1, 1, 1};
        return new double[] {LayerRates.of(gamma, dGamma, ones, 1e-3, ones, 0).netRate(), LayerRates.shiftBalance(beta, dBeta)};
    }

    @Test
    void aLayerBelowAnotherOnlySharesTheRateOut() {
        double[] sides = balance(0);
        assertTrue(Math.abs(sides[0]) > 1e-3, "sums of about 0 would show nothing");
        assertEquals(sides[1], sides[0], 10 * Differences.ERROR);
    }

    @Test
    void epsAboveBreaksTheBalance() {
        double[] sides = balance(1);
        assertTrue(Math.abs(sides[1] - sides[0]) > 1e-3, "the balance must depend on eps = 0 in the layer above");
    }

    @Test
    void summaryLeavesUndefinedUnitsOut() {
        LayerRates rates = LayerRates.of(new double[] {1, 0, 2}, new double[] {-3, 5, 4}, new double[] {1, 1, 1}, 0,
                new double[] {1, 1, 4}, 0);
        DoubleSummaryStatistics lambda = rates.summary(UnitRate::lambda);
        assertEquals(2, lambda.getCount());
        assertEquals(-2, lambda.getMin());
        assertEquals(3, lambda.getMax());
        assertEquals(3 - 2 * 4, rates.netRate());
        assertEquals(Arrays.asList(3.0, Double.NaN, -0.5), rates.units().stream().map(UnitRate::alpha).toList());
    }

    @Test
    void refusesArraysOfDifferentLength() {
        double[] two = {1, 1};
        assertThrows(IllegalArgumentException.class, () -> LayerRates.of(two, new double[1], two, 0, two, 0));
        assertThrows(IllegalArgumentException.class, () -> LayerRates.shiftBalance(two, new double[3]));
    }
}
