package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T18, against the outputs and the gradient of a naive normalization. */
class UnfoldedUnitTest {
    private static final int D = 4;
    private static final double[][] ROWS = Samples.regression(50, D, 8);
    private static final double[][] X = Samples.firstColumns(ROWS, D);
    private static final double[] Y = Samples.column(ROWS, D);
    private static final double[] V = {0.4, -0.7, 0.2, 0.3};
    private static final double BIAS = -1.3;
    private static final Moments INPUTS = Samples.moments(X);

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-5, 0.5})
    void theOutputsStayTheSameInTrainingAndInInference(double eps) {
        UnfoldedUnit unit = UnfoldedUnit.of(new FoldedUnit(V, BIAS), INPUTS, eps);
        double[] training = NaiveUnit.squared(X, Y, eps).outputs(V, unit.gamma(), unit.beta());
        double s = Math.sqrt(unit.runningVariance() + eps);
        for (int i = 0; i < X.length; i++) {
            double u = Samples.dot(V, X[i]);
            double inference = unit.gamma() * (u - unit.runningMean()) / s + unit.beta();
            // Some 20 roundings of numbers up to 10.
            assertEquals(u + BIAS, training[i], 1e-13);
            assertEquals(u + BIAS, inference, 1e-13);
        }
    }

    /** Folding by the running statistics gives the unit back. */
    @Test
    void itIsTheInverseOfFolding() {
        UnfoldedUnit unit = UnfoldedUnit.of(new FoldedUnit(V, BIAS), INPUTS, 0.5);
        FoldedUnit folded = FoldedUnit.fold(V, unit.gamma(), unit.beta(), unit.runningMean(), unit.runningVariance(), 0.5);
        assertArrayEquals(V, folded.weights(), 1e-15);
        assertEquals(BIAS, folded.bias(), 1e-13);
    }

    /** gamma / s is 1, so the first gradient of w is g + lambda S v: that of the plain unit and the penalty, on one scale. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void theFirstGradientIsThatOfThePlainUnitAndThePenalty(double eps) {
        UnfoldedUnit unit = UnfoldedUnit.of(new FoldedUnit(V, BIAS), INPUTS, eps);
        NaiveUnit naive = NaiveUnit.logistic(X, Y, eps);
        double[] gradient = naive.gradient(V, unit.gamma(), unit.beta());
        double lambda = -gradient[D] / unit.gamma();
        assertTrue(Math.abs(lambda) > 0.01, "the penalty must matter");
        double[] dz = naive.outputGradient(V, unit.gamma(), unit.beta());
        double[] expected = Arrays.stream(Samples.times(INPUTS.covariance(), V)).map(x -> lambda * x).toArray();
        for (int i = 0; i < X.length; i++) {
            for (int j = 0; j < D; j++) {
                expected[j] += dz[i] * (X[i][j] - INPUTS.mean()[j]);
            }
        }
        assertArrayEquals(expected, Arrays.copyOf(gradient, D), 1e-13);
    }

    @Test
    void aConstantUnitNeedsAnEps() {
        assertEquals(new UnfoldedUnit(0.5, 3, 2, 0), UnfoldedUnit.of(1, 3, 0, 0.25));
        assertThrows(IllegalArgumentException.class, () -> UnfoldedUnit.of(1, 3, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> UnfoldedUnit.of(1, 3, -1, 2));
    }
}
