package bn.theory.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Differences;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradients are finite differences of naive losses: normalized layer, leaky ReLU of slope 0.1, one unit on top. */
class RateBalanceTest {
    private static final int D = 4;
    private static final int UNITS = 3;
    private static final double[][] ROWS = Samples.regression(30, D, 3);
    private static final double[][] X = Samples.firstColumns(ROWS, D);
    private static final double[] Y = Samples.column(ROWS, D);
    private static final double[][] W = Samples.gaussian(UNITS, D, new Random(4));
    private static final double[] GAMMA = {0.8, -1.1, 1.4};
    private static final double[] BETA = {0.3, -0.2, 0.5};
    private static final double[] TOP = {0.6, -0.9, 0.4};
    /** Each of the three sums has 3 products of a difference with a number of at most 1.4. */
    private static final double TOLERANCE = 9 * 1.4 * Differences.ERROR;

    private static double[][] hidden(double[] gamma, double[] beta) {
        double[][] hidden = new double[X.length][UNITS];
        for (int k = 0; k < UNITS; k++) {
            double[] z = NaiveUnit.squared(X, Y, 1e-3).outputs(W[k], gamma[k], beta[k]);
            for (int i = 0; i < z.length; i++) {
                hidden[i][k] = z[i] > 0 ? z[i] : 0.1 * z[i];
            }
        }
        return hidden;
    }

    /** The balance of the layer under a loss of its activations and the weights above. */
    private static RateBalance balance(ToDoubleBiFunction<double[][], double[]> loss) {
        return RateBalance.of(GAMMA, Differences.gradient(p -> loss.applyAsDouble(hidden(p, BETA), TOP), GAMMA),
                BETA, Differences.gradient(p -> loss.applyAsDouble(hidden(GAMMA, p), TOP), BETA),
                TOP, Differences.gradient(p -> loss.applyAsDouble(hidden(GAMMA, BETA), p), TOP));
    }

    private static RateBalance belowNormalization(double eps) {
        return balance((rows, top) -> NaiveUnit.squared(rows, Y, eps).loss(top, 1.5, 2));
    }

    @Test
    void belowAnotherNormalizedLayerTheRateIsOnlySharedOut() {
        RateBalance balance = belowNormalization(0);
        assertTrue(Math.abs(balance.netRate()) > 1e-3, "sums of about 0 would show nothing");
        assertEquals(balance.shift(), balance.netRate(), TOLERANCE);
        assertEquals(0, balance.above(), TOLERANCE);
        assertEquals(0, balance.relativeError(), TOLERANCE / balance.scale());
    }

    /** The term due to eps is sum lambda' gamma'^2 eps'/s'^2 of the layer above, by the last line of T2. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1})
    void epsAboveAddsWhatItLetsThrough(double eps) {
        RateBalance balance = belowNormalization(eps);
        NaiveUnit top = NaiveUnit.squared(hidden(GAMMA, BETA), Y, eps);
        double slope = Differences.gradient(p -> top.loss(TOP, p[0], 2), new double[] {1.5})[0];
        double expected = -1.5 * slope * eps / (top.productVariance(TOP) + eps);
        assertTrue(Math.abs(expected) > 1e-3, "eps must matter");
        assertEquals(expected, balance.above(), TOLERANCE);
        assertEquals(balance.shift() + expected, balance.netRate(), TOLERANCE);
    }

    /** Under a linear layer without normalization the last term is as large as the others. */
    @Test
    void theBalanceHoldsUnderAnyProduct() {
        RateBalance balance = balance((rows, top) -> {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                sum += Math.log(1 + Math.exp((Y[i] > 2 ? -1 : 1) * (Samples.dot(top, rows[i]) - 0.3)));
            }
            return sum / rows.length;
        });
        assertTrue(Math.abs(balance.above()) > 1e-3, "the term must matter");
        assertEquals(balance.shift() + balance.above(), balance.netRate(), TOLERANCE);
        assertEquals(0, balance.relativeError(), TOLERANCE / balance.scale());
    }

    /** By hand: 1 * 2 + 3 * 1 for gamma, -1 * 2 + 0 for beta, 1 * 1 - 2 * 2 above. */
    @Test
    void theSumsAndTheScaleAreThoseOfTheTerms() {
        RateBalance balance = RateBalance.of(new double[] {1, 3}, new double[] {2, 1}, new double[] {-1, 0}, new double[] {2, 7},
                new double[] {1, 2}, new double[] {1, -2});
        assertEquals(new RateBalance(-5, 0, -2, 3, 5 + 2 + 5), balance);
        assertEquals(6.0 / 12, balance.relativeError());
        ToDoubleFunction<double[]> zero = a -> RateBalance.of(a, a, a, a, a, a).relativeError();
        assertEquals(0, zero.applyAsDouble(new double[2]));
    }

    @Test
    void refusesArraysThatDoNotFit() {
        double[] two = {1, 1};
        double[] three = {1, 1, 1};
        assertThrows(IllegalArgumentException.class, () -> RateBalance.of(two, three, two, two, two, two));
        assertThrows(IllegalArgumentException.class, () -> RateBalance.of(two, two, three, two, two, two));
        assertThrows(IllegalArgumentException.class, () -> RateBalance.of(two, two, two, three, two, two));
        assertThrows(IllegalArgumentException.class, () -> RateBalance.of(two, two, two, two, two, new double[4]));
    }
}
