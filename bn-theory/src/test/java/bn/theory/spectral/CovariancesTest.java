package bn.theory.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.Moments;
import bn.theory.oracle.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns whose squares underflow in float64. */
class CovariancesTest {
    private static final int N = 50;

    private static Moments scaled(double unit, double offset) {
        Random random = new Random(3);
        double[][] rows = new double[N][];
        for (int i = 0; i < N; i++) {
            rows[i] = new double[] {random.nextGaussian(), unit * (offset + random.nextGaussian())};
        }
        return Samples.moments(rows);
    }

    /** From 2^-970, about 1e-292, on a square has all its 53 bits, and so have the parts of it that are summed. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-140, 1e-9, 1, 1e9, 1e150})
    void squaresThatFitAreUsed(double unit) {
        Moments moments = scaled(unit, 0.5);
        assertFalse(Covariances.isConstant(moments, 1));
        double expected = Covariances.of(scaled(1, 0.5), 2)[3];
        assertEquals(expected, Covariances.of(moments, 2)[3] / unit / unit, 1e-12 * expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-150, 1e-160, 1e-200, 1e-300})
    void squaresThatAreLostAreRefused(double unit) {
        BnException error = assertThrows(BnException.class, () -> Covariances.of(scaled(unit, 0.5), 2));
        assertTrue(error.getMessage().contains("column 2") && error.getMessage().lines().count() == 1, error.getMessage());
    }

    @Test
    void aConstantOfAnyUsualSizeIsOne() {
        for (double value : new double[] {0, -0.0, 1e-100, 0.1, 1e15, -1e100}) {
            double[][] rows = new double[N][];
            for (int i = 0; i < N; i++) {
                rows[i] = new double[] {i, value};
            }
            assertTrue(Covariances.isConstant(Samples.moments(rows), 1), "constant " + value);
        }
    }
}
