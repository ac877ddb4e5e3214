package bn.experiments.data.fetch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
    private static final FetchTimeouts TIMEOUTS = new FetchTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(20),
            Duration.ofSeconds(10), 100);

    private long seconds;
    private final FetchClock clock = new FetchClock() {
        @Override
        public long nanos() {
            return Duration.ofSeconds(seconds).toNanos();
        }

        @Override
        public void sleep(Duration time) {}
    };
    private final StallDetector detector = new StallDetector(TIMEOUTS, clock);

    private void look(long at, long received) {
        seconds = at;
        assertDoesNotThrow(() -> detector.check(received));
    }

    private String fails(long at, long received) {
        seconds = at;
        return assertThrows(MirrorException.class, () -> detector.check(received)).getMessage();
    }

    @Test
    void headersHaveTheirOwnTimeout() {
        look(19, -1);
        assertEquals("no response for 20 s", fails(20, -1));
    }

    @Test
    void nothingReceivedInAnInterval() {
        look(15, 500);
        look(24, 500);
        assertEquals("nothing received for 10 s", fails(25, 500));
    }

    @Test
    void tooFewBytesInAnInterval() {
        look(0, 0);
        look(10, 100);
        for (int second = 11; second < 20; second++) {
            look(second, 100 + 9 * (second - 10));
        }
        assertEquals("only 99 bytes received in 10 s", fails(20, 199));
    }

    @Test
    void theMinimumRateIsAccepted() {
        for (int second = 0; second < 1000; second++) {
            look(second, 10L * second);
        }
    }
}
