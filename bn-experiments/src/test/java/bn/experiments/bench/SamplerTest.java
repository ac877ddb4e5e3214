package bn.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a clock that only the work moves. */
class SamplerTest {
    private static final long SECOND = 1_000_000_000;
    private static final long FINISH = 1000;

    private long now;
    private long calls;

    @ParameterizedTest
    @CsvSource({"1000, 20000", "50000, 400", "7000000, 3", "19999999, 1", "500000000, 1"})
    void aSampleIsAsManyCallsAsFit(long callNanos, long expected) {
        Sampler sampler = sampler(callNanos);
        sampler.warmUp(0, () -> { });
        sampler.sample();
        Timing timing = sampler.timing();
        // The wait, which is in the sample, is at most 1/10000 of what the number was found from.
        assertEquals((double) expected, (double) timing.callsPerSample(), 1e-4 * expected);
        assertEquals(callNanos * 1e-9, timing.median(), 1e-9 * FINISH / timing.callsPerSample() * 1.001);
    }

    @Test
    void theWaitIsPartOfTheSample() {
        Sampler sampler = sampler(Sampler.SAMPLE_NANOS);
        sampler.warmUp(0, () -> { });
        sampler.sample();
        assertEquals((Sampler.SAMPLE_NANOS + FINISH) * 1e-9, sampler.timing().median(), 1e-15);
    }

    /** The first calls are slow, as with a JVM that has not compiled yet: what they say of the number is corrected. */
    @Test
    void theNumberIsThatOfTheWarmBackend() {
        Sampler sampler = new Sampler(() -> now += ++calls <= 50 ? 5_000_000 : 100_000, () -> now += FINISH, () -> now);
        sampler.warmUp(SECOND, () -> { });
        assertTrue(now >= SECOND);
        sampler.sample();
        assertEquals(200, sampler.timing().callsPerSample());
    }

    @Test
    void itWarmsUpForAsLongAsItIsTold() {
        sampler(300_000_000).warmUp(SECOND, () -> { });
        assertEquals(4, calls);
    }

    @Test
    void aLongWarmUpCanBeEnded() {
        Sampler sampler = sampler(1000);
        assertThrows(CancellationException.class, () -> sampler.warmUp(3600 * SECOND, () -> {
            if (now > SECOND) {
                throw new CancellationException();
            }
        }));
        // Not later than two samples after it was asked to.
        assertTrue(now < SECOND + 2 * Sampler.SAMPLE_NANOS, () -> now + " ns");
    }

    /** A clock that stands still in one call must not stop the search. */
    @Test
    void aCallBelowTheClocksResolutionIsRepeated() {
        Sampler sampler = new Sampler(() -> now += ++calls % 64 == 0 ? 64 : 0, () -> { }, () -> now);
        sampler.warmUp(0, () -> { });
        sampler.sample();
        assertEquals((double) Sampler.SAMPLE_NANOS, (double) sampler.timing().callsPerSample(), 0.01 * Sampler.SAMPLE_NANOS);
    }

    private Sampler sampler(long callNanos) {
        return new Sampler(() -> {
            now += callNanos;
            calls++;
        }, () -> now += FINISH, () -> now);
    }
}
