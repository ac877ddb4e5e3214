package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import bn.theory.oracle.Differences;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitRateTest {
    private static final int D = 5;
    private static final double[] W = {0.7, -0.4, 0.2, 0.5, -0.3};
    private static final double[][] ROWS = Samples.regression(40, D, 1);
    private static final double[][] X = Samples.firstColumns(ROWS, D);
    private static final double[] Y = Samples.column(ROWS, D);

    /** A rate from finite differences of a naive loss, at a negative gamma, so that a wrong sign shows. */
    private static UnitRate reading(NaiveUnit unit, double gamma, double eps, double sigma) {
        double derivative = Differences.gradient(p -> unit.loss(W, p[0], 0.2), new double[] {gamma})[0];
        return new UnitRate(gamma, derivative, unit.productVariance(W), eps, Samples.dot(W, W), sigma);
    }

    private static double[] effective(double gamma, double variance, double eps) {
        double[] v = W.clone();
        for (int i = 0; i < D; i++) {
            v[i] *= gamma / Math.sqrt(variance + eps);
        }
        return v;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-3, 0.5})
    void constraintIsTheVarianceOfTheOutput(double eps) {
        UnitRate rate = reading(NaiveUnit.squared(X, Y, eps), -1.3, eps, 0);
        double[] v = effective(-1.3, rate.variance(), eps);
        double[] s = Samples.moments(X).covariance();
        // The products of d = 5 terms of order 1 are off by some 2^-52 each.
        assertEquals(Samples.dot(v, Samples.times(s, v)), rate.outputVariance(), 1e-13);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-3, 0.5})
    void lambdaIsThePullAlongTheEffectiveWeights(double eps) {
        NaiveUnit unit = NaiveUnit.logistic(X, Y, eps);
        UnitRate rate = reading(unit, -1.3, eps, 0);
        double[] v = effective(-1.3, rate.variance(), eps);
        double[] dz = unit.outputGradient(W, -1.3, 0.2);
        double[] mean = Samples.moments(X).mean();
        double vg = 0;
        for (int i = 0; i < dz.length; i++) {
            vg += dz[i] * (Samples.dot(v, X[i]) - Samples.dot(v, mean));
        }
        assertTrue(Math.abs(rate.lambda()) > 0.01, "a rate of about 0 would show nothing");
        assertEquals(-vg / (1.3 * 1.3), rate.lambda(), Differences.ERROR);
    }

    @Test
    void alphaSplitsAsThePenaltyOnNoisedInputs() {
        double sigma = 0.8;
        double[][] noisedRows = Samples.noised(ROWS, D, sigma);
        double[][] noisedX = Samples.firstColumns(noisedRows, D);
        UnitRate rate = reading(NaiveUnit.squared(noisedX, Samples.column(noisedRows, D), 0.01), 0.9, 0.01, sigma);
        double[] v = effective(0.9, rate.variance(), 0.01);
        double vv = Samples.dot(v, v);
        double clean = Samples.dot(v, Samples.times(Samples.moments(X).covariance(), v));
        double noised = Samples.dot(v, Samples.times(Samples.moments(noisedX).covariance(), v));
        // All are ratios of sums of order 1 to 10 over 400 rows: off by less than 400 * 10 * 2^-52.
        assertEquals(rate.lambda() * noised / vv, rate.alpha(), 1e-12);
        assertEquals(rate.lambda() * clean / vv, rate.alphaSignal(), 1e-12);
        assertEquals(rate.lambda() * (noised - clean) / vv, rate.alphaNoise(), 1e-12);
    }

    @Test
    void gammaZeroHasNoRate() {
        UnitRate rate = new UnitRate(0, 0.3, 2, 1e-5, 1, 0.1);
        assertTrue(Double.isNaN(rate.lambda()));
        assertTrue(Double.isNaN(rate.alpha()));
        assertTrue(Double.isNaN(rate.alphaNoise()));
        assertEquals(0, rate.outputVariance(), Double.MIN_VALUE);
    }

    /** Compared as bits: 0 and -0 differ. */
    @Test
    void noGradientIsTheRateZero() {
        assertEquals(0.0, new UnitRate(2, 0, 1, 0, 1, 0).lambda());
    }

    @Test
    void aUnitWithoutVarianceIsUnconstrainedAndHasNoPenalty() {
        UnitRate rate = new UnitRate(2, 0, 0, 0, 1, 0);
        assertEquals(0, rate.outputVariance(), Double.MIN_VALUE);
        assertEquals(0, rate.alpha(), Double.MIN_VALUE);
    }

    @Test
    void refusesNegativeSquares() {
        assertThrows(IllegalArgumentException.class, () -> new UnitRate(1, 0, -1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new UnitRate(1, 0, 1, -1, 1, 0));
    }

    @Test
    void foldingGivesTheSameOutputs() {
        Moments moments = Samples.moments(X);
        FoldedUnit folded = FoldedUnit.fold(W, -1.3, 0.2, moments, 0.5);
        double[] z = NaiveUnit.squared(X, Y, 0.5).outputs(W, -1.3, 0.2);
        for (int i = 0; i < z.length; i++) {
            assertEquals(z[i], Samples.dot(folded.weights(), X[i]) + folded.bias(), 1e-13);
        }
        double variance = NaiveUnit.squared(X, Y, 0.5).productVariance(W);
        FoldedUnit byProducts = FoldedUnit.fold(W, -1.3, 0.2, Samples.dot(W, moments.mean()), variance, 0.5);
        for (int i = 0; i < z.length; i++) {
            assertEquals(z[i], Samples.dot(byProducts.weights(), X[i]) + byProducts.bias(), 1e-13);
        }
        assertEquals(1.3 * 1.3 * (1 - 0.5 / (variance + 0.5)), folded.outputVariance(moments), 1e-13);
        assertThrows(IllegalArgumentException.class, () -> FoldedUnit.fold(new double[D], 1, 0, moments, 0));
    }

    /** A negative rate without noise or variance: 0, and not -0, which tables would show. */
    @Test
    void nothingIsNeverNegative() {
        UnitRate unit = new UnitRate(2, 1, 0, 1e-5, 3, 0);
        assertEquals(-0.5, unit.lambda());
        assertEquals(0, Double.compare(0.0, unit.alphaNoise()));
        assertEquals(0, Double.compare(0.0, unit.alpha()));
    }
}
