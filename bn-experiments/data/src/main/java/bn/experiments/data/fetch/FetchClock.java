package bn.experiments.data.fetch;

import java.time.Duration;

/** Time as a fetch sees it and spends it; tests put another in its place. */
interface FetchClock {
    /** That of the machine. */
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

    /** Nanoseconds from some fixed time on. */
    long nanos();

    /** Waits. */
    void sleep(Duration time) throws InterruptedException;
}
