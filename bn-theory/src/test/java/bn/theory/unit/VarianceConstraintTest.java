package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Samples;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarianceConstraintTest {
    private static final int N = 200;
    private static final int D = 6;
    private static final double GAMMA = -1.3;
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    private final Random random = new Random(3);
    /** Inputs as in a framework: float32, with means of a few standard deviations. */
    private final double[][] x = rows();

    private double[][] rows() {
        double[][] rows = Samples.gaussian(N, D, random);
        for (double[] row : rows) {
            for (int j = 1; j < D; j++) {
                row[j] = (float) (4 + 0.7 * row[0] + row[j]);
            }
            row[0] = (float) row[0];
        }
        return rows;
    }

    /** Effective weights as a framework computes them, in float32 throughout. */
    private double[] folded(double eps) {
        float[] w = new float[D];
        for (int j = 0; j < D; j++) {
            w[j] = (float) random.nextGaussian();
        }
        float[] u = new float[N];
        float mean = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < D; j++) {
                u[i] += w[j] * (float) x[i][j];
            }
            mean += u[i] / N;
        }
        float variance = 0;
        for (float value : u) {
            variance += (value - mean) * (value - mean) / N;
        }
        double[] v = new double[D];
        for (int j = 0; j < D; j++) {
            v[j] = (float) GAMMA * w[j] / (float) Math.sqrt(variance + (float) eps);
        }
        return v;
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5})
    void whatBelongsTogetherHolds(double eps) {
        double[] s = Samples.moments(x).covariance();
        for (int k = 0; k < 50; k++) {
            double[] v = folded(eps);
            VarianceConstraint check = VarianceConstraint.of(GAMMA, v, s);
            assertEquals(Samples.dot(v, Samples.times(s, v)), check.outputVariance(), 1e-14 * D * D);
            assertEquals(check.outputVariance() / (GAMMA * GAMMA), check.ratio(), 1e-14);
            assertTrue(check.holds(UNKNOWN) && check.holds(OptionalDouble.of(eps)), check::toString);
            // Then a fraction of 0.01 / s^2, about 1e-3, is missing.
            assertEquals(eps == 0, check.holds(OptionalDouble.of(0)), check::toString);
        }
    }

    /** Among them the covariance by N - 1, which is larger by half a percent, and a difference of one in 10,000. */
    @ParameterizedTest
    @ValueSource(doubles = {(double) N / (N - 1), 1.0001, 3})
    void whatDoesNotBelongTogetherIsSeen(double factor) {
        double[] s = scaled(Samples.moments(x).covariance(), factor);
        for (int k = 0; k < 50; k++) {
            VarianceConstraint check = VarianceConstraint.of(GAMMA, folded(0), s);
            assertFalse(check.holds(UNKNOWN), check::toString);
            assertFalse(check.holds(OptionalDouble.of(0.1)), check::toString);
        }
    }

    /** A positive eps makes the variance smaller, so a smaller one is only wrong if eps is 0. */
    @Test
    void aSmallerSpreadIsWrongWithoutEpsOnly() {
        VarianceConstraint check = VarianceConstraint.of(GAMMA, folded(0), scaled(Samples.moments(x).covariance(), 0.9999));
        assertFalse(check.holds(OptionalDouble.of(0)));
        assertTrue(check.holds(OptionalDouble.of(1e-5)));
        assertTrue(check.holds(UNKNOWN));
    }

    @Test
    void gammaZeroLeavesNoSpread() {
        VarianceConstraint none = VarianceConstraint.of(0, new double[] {0, 0}, new double[] {1, 0, 0, 1});
        assertTrue(none.holds(UNKNOWN) && Double.isNaN(none.ratio()));
        VarianceConstraint some = VarianceConstraint.of(0, new double[] {0, 2}, new double[] {1, 0, 0, 1});
        assertTrue(!some.holds(UNKNOWN) && Double.isInfinite(some.ratio()));
    }

    @Test
    void refusesOtherSizes() {
        assertThrows(IllegalArgumentException.class, () -> VarianceConstraint.of(1, new double[2], new double[3]));
    }
}
