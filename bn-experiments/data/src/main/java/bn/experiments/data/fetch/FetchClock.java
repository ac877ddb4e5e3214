package bn.experiments.data.fetch;

import java.time.Duration;

/** The clock of a fetch, which tests can replace. */
interface FetchClock {
    /** The clock of the system. */
    FetchClock SYSTEM = new FetchClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    };

    /** The time in nanoseconds since an arbitrary origin. */
    long nanos();

    /** Waits for a duration. */
    void sleep(Duration time) throws InterruptedException;
}
