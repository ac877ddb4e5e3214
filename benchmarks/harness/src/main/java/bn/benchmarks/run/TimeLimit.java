package bn.benchmarks.run;

import java.time.Duration;

/**
 * How long a run may take.
 *
 * @param endNanos when it has to end, on the clock of {@link System#nanoTime}
 * @param answer the longest that a worker may take for one answer
 */
record TimeLimit(long endNanos, Duration answer) {
    private static final long FAR = Duration.ofDays(365).toNanos();

    /** No limit to speak of. */
    static TimeLimit none() {
        return of(Duration.ofNanos(FAR), Duration.ofNanos(FAR));
    }

    /** A limit that counts from now. */
    static TimeLimit of(Duration whole, Duration answer) {
        return new TimeLimit(System.nanoTime() + whole.toNanos(), answer);
    }

    /** Whether the run should have ended. */
    boolean isOver() {
        return leftNanos() <= 0;
    }

    /** How long a worker may take for the next answer, in nanoseconds. */
    long answerNanos() {
        return Math.max(0, Math.min(answer.toNanos(), leftNanos()));
    }

    private long leftNanos() {
        return endNanos - System.nanoTime();
    }
}
