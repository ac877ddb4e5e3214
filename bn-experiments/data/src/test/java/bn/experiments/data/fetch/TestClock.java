package bn.experiments.data.fetch;

import java.time.Duration;

/** A clock that stands still until it is told to run away, and on which waiting takes no time. */
final class TestClock implements FetchClock {
    private long now;
    private volatile boolean fast;
    private volatile Duration slept = Duration.ZERO;

    /** From now on an hour goes by each time that somebody looks, or no time at all. */
    void runAway(boolean away) {
        fast = away;
    }

    /** How long it was waited for in all. */
    Duration slept() {
        return slept;
    }

    @Override
    public synchronized long nanos() {
        now += fast ? Duration.ofHours(1).toNanos() : 0;
        return now;
    }

    @Override
    public void sleep(Duration time) {
        slept = slept.plus(time);
    }
}
