package bn.experiments.data.fetch;

import java.time.Duration;

/** Detects a server that does not respond, stops sending, or sends too slowly. HttpClient would wait for it forever. */
final class StallDetector {
    private final FetchTimeouts timeouts;
    private final FetchClock clock;
    private long since;
    private long before = -1;

    /** Starts the first interval. */
    StallDetector(FetchTimeouts timeouts, FetchClock clock) {
        this.timeouts = timeouts;
        this.clock = clock;
        since = clock.nanos();
    }

    /**
     * Checks the progress of a response.
     *
     * @param received the number of bytes received; -1 before the headers
     * @throws MirrorException if a timeout has passed, or too few bytes were received in an interval
     */
    void check(long received) throws MirrorException {
        long now = clock.nanos();
        if (received >= 0 && before < 0) {
            next(now, received);
        }
        Duration limit = received < 0 ? timeouts.response() : timeouts.stall();
        if (now - since < limit.toNanos()) {
            return;
        }
        if (received < 0) {
            throw MirrorException.unreachable("no response for " + limit.toSeconds() + " s");
        }
        if (received - before < timeouts.leastBytes()) {
            throw MirrorException.retryable(received == before ? "nothing received for " + limit.toSeconds() + " s"
                    : "only " + (received - before) + " bytes received in " + limit.toSeconds() + " s");
        }
        next(now, received);
    }

    private void next(long now, long received) {
        since = now;
        before = received;
    }
}
