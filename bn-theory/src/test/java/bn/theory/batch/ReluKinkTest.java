package bn.theory.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReluKinkTest {
    private static final int STEPS = 20_000;

    /** The mean over the noise by the trapezoidal rule, whose error at the kink is of the order of its step squared. */
    @ParameterizedTest
    @ValueSource(doubles = {-3, -0.4, 0, 0.7, 5})
    void theMeanOverTheNoise(double h) {
        double deviation = 0.8;
        double step = 20.0 / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double t = -10 + i * step;
            sum += step * Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI) * Math.max(h + deviation * t, 0);
        }
        assertEquals(sum - Math.max(h, 0), ReluKink.of(h, deviation), step * step);
    }

    @Test
    void theIntegralIsHalfTheVariance() {
        double deviation = 0.3;
        double step = 1e-3;
        double sum = 0;
        for (int i = -5000; i <= 5000; i++) {
            sum += step * ReluKink.of(i * step, deviation);
        }
        assertEquals(0.5 * deviation * deviation, sum, step * step);
    }

    @Test
    void withoutNoiseNothingIsAdded() {
        assertEquals(0, ReluKink.of(0, 0));
        assertEquals(0, ReluKink.of(-1, 0));
    }
}
