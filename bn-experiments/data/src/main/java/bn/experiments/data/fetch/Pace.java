package bn.experiments.data.fetch;

import java.time.Duration;

/** Notices a server that does not answer, falls silent, or sends next to nothing: HttpClient waits for it without end. */
final class Pace {
    private final FetchTimeouts timeouts;
    private final FetchClock clock;
    private long since;
    private long before = -1;

    /** From now on. */
    Pace(FetchTimeouts timeouts, FetchClock clock) {
        this.timeouts = timeouts;
        this.clock = clock;
        since = clock.nanos();
    }

    /**
     * Looks at how far the answer is.
     *
     * @param received bytes of its content; -1 as long as there was no head
     * @throws MirrorException if that is too little for the time that has passed
     */
    void check(long received) throws MirrorException {
        long now = clock.nanos();
        if (received >= 0 && before < 0) {
            next(now, received);
        }
        Duration limit = received < 0 ? timeouts.answer() : timeouts.pace();
        if (now - since < limit.toNanos()) {
            return;
        }
        if (received < 0) {
            throw MirrorException.unreachable("no answer for " + limit.toSeconds() + " s");
        }
        if (received - before < timeouts.least()) {
            throw MirrorException.again(received == before ? "nothing came for " + limit.toSeconds() + " s"
                    : "only " + (received - before) + " bytes came in " + limit.toSeconds() + " s");
        }
        next(now, received);
    }

    private void next(long now, long received) {
        since = now;
        before = received;
    }
}
