package bn.experiments.data.fetch;

import java.time.Duration;

/** A clock for tests, on which waiting takes no time. It stands still, or advances an hour each time that it is read. */
final class TestClock implements FetchClock {
    private long now;
    private volatile boolean fast;
    private volatile Duration slept = Duration.ZERO;

    /** Sets whether the clock advances an hour each time that it is read. */
    void runAway(boolean away) {
        fast = away;
    }

    /** The sum of all waiting times. */
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
