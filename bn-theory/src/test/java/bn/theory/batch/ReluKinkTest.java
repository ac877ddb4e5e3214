package bn.theory.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReluKinkTest {
    private static final int STEPS = 20_000;

    /** The mean over the noise by the midpoint rule, whose error at the kink is below its step squared. */
    @ParameterizedTest
    @ValueSource(doubles = {-3, -0.4, 0, 0.7, 5})
    void theMeanOverTheNoise(double h) {
        double deviation = 0.8;
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double e = deviation * Math.sqrt(12) * ((i + 0.5) / STEPS - 0.5);
            sum += Math.max(h + e, 0) / STEPS;
        }
        // Where there is no kink the terms of the mean round, each to 1e-16 of what it adds to.
        assertEquals(sum - Math.max(h, 0), ReluKink.jensenGap(h, deviation), Math.pow(deviation * Math.sqrt(12) / STEPS, 2));
    }

    @Test
    void theIntegralIsHalfTheVariance() {
        double deviation = 0.3;
        double step = 1e-3;
        double sum = 0;
        for (int i = -5000; i <= 5000; i++) {
            sum += step * ReluKink.jensenGap(i * step, deviation);
        }
        assertEquals(0.5 * deviation * deviation, sum, step * step);
    }

    @Test
    void withoutNoiseNothingIsAdded() {
        assertEquals(0, ReluKink.jensenGap(0, 0));
        assertEquals(0, ReluKink.jensenGap(-1, 0));
    }
}
