package bn.experiments.data.fetch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final FetchTimeouts TIMEOUTS =
            new FetchTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(10), 100);

    private long seconds;
    private final FetchClock clock = new FetchClock() {
        @Override
        public long nanos() {
            return Duration.ofSeconds(seconds).toNanos();
        }

        @Override
        public void sleep(Duration time) { }
    };
    private final Pace pace = new Pace(TIMEOUTS, clock);

    private void look(long at, long received) {
        seconds = at;
        assertDoesNotThrow(() -> pace.check(received));
    }

    private String fails(long at, long received) {
        seconds = at;
        return assertThrows(MirrorException.class, () -> pace.check(received)).getMessage();
    }

    @Test
    void theHeadHasItsOwnTime() {
        look(19, -1);
        assertEquals("no answer for 20 s", fails(20, -1));
    }

    @Test
    void silence() {
        look(15, 500);
        look(24, 500);
        assertEquals("nothing came for 10 s", fails(25, 500));
    }

    @Test
    void aTrickle() {
        look(0, 0);
        look(10, 100);
        for (int second = 11; second < 20; second++) {
            look(second, 100 + 9 * (second - 10));
        }
        assertEquals("only 99 bytes came in 10 s", fails(20, 199));
    }

    @Test
    void slowButSteady() {
        for (int second = 0; second < 1000; second++) {
            look(second, 10L * second);
        }
    }
}
