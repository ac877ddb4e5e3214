package bn.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a clock that only the work moves. */
class WorkloadTimerTest {
    private static final long SECOND = 1_000_000_000;
    private static final long FINISH = 1000;

    private long now;
    private long calls;

    @ParameterizedTest
    @CsvSource({"1000, 20000", "50000, 400", "7000000, 3", "19999999, 1", "500000000, 1"})
    void aSampleIsAsManyCallsAsFit(long callNanos, long expected) {
        WorkloadTimer timer = timer(callNanos);
        timer.warmUp(0, () -> {});
        timer.sample();
        Timing timing = timer.timing();
        // The wait, which is part of the sample, is at most 1/10000 of the run by which the number was found.
        assertEquals((double) expected, (double) timing.callsPerSample(), 1e-4 * expected);
        assertEquals(callNanos * 1e-9, timing.median(), 1e-9 * FINISH / timing.callsPerSample() * 1.001);
    }

    @Test
    void theWaitIsPartOfTheSample() {
        WorkloadTimer timer = timer(WorkloadTimer.SAMPLE_NANOS);
        timer.warmUp(0, () -> {});
        timer.sample();
        assertEquals((WorkloadTimer.SAMPLE_NANOS + FINISH) * 1e-9, timer.timing().median(), 1e-15);
    }

    /** The first calls are slow, as before the JVM has compiled: the number that they give is corrected. */
    @Test
    void theNumberIsThatOfTheWarmBackend() {
        WorkloadTimer timer = new WorkloadTimer(() -> now += ++calls <= 50 ? 5_000_000 : 100_000, () -> now += FINISH, () -> now);
        timer.warmUp(SECOND, () -> {});
        assertTrue(now >= SECOND);
        timer.sample();
        assertEquals(200, timer.timing().callsPerSample());
    }

    @Test
    void itWarmsUpForAsLongAsItIsTold() {
        timer(300_000_000).warmUp(SECOND, () -> {});
        assertEquals(4, calls);
    }

    @Test
    void aLongWarmUpCanBeEnded() {
        WorkloadTimer timer = timer(1000);
        assertThrows(CancellationException.class, () -> timer.warmUp(3600 * SECOND, () -> {
            if (now > SECOND) {
                throw new CancellationException();
            }
        }));
        // It ends at most two samples after the request.
        assertTrue(now < SECOND + 2 * WorkloadTimer.SAMPLE_NANOS, () -> now + " ns");
    }

    /** A clock that does not advance during one call must not stop the search. */
    @Test
    void aCallBelowTheClocksResolutionIsRepeated() {
        WorkloadTimer timer = new WorkloadTimer(() -> now += ++calls % 64 == 0 ? 64 : 0, () -> {}, () -> now);
        timer.warmUp(0, () -> {});
        timer.sample();
        double expected = WorkloadTimer.SAMPLE_NANOS;
        assertEquals(expected, (double) timer.timing().callsPerSample(), 0.01 * expected);
    }

    private WorkloadTimer timer(long callNanos) {
        return new WorkloadTimer(() -> {
            now += callNanos;
            calls++;
        }, () -> now += FINISH, () -> now);
    }
}
