package bn.experiments.bench;

import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Times one workload on one backend. A sample is as many calls as fit into 20 ms, at least one, and the wait for their end. In
 * JMH's words a call is an invocation and a sample an iteration.
 */
final class WorkloadTimer {
    static final long SAMPLE_NANOS = 20_000_000;
    private static final int GROWTH = 10;

    private final Runnable call;
    private final Runnable synchronize;
    private final LongSupplier nanoTime;
    private final DoubleStream.Builder secondsPerCall = DoubleStream.builder();
    private long calls = 1;

    /**
     * A timer without samples.
     *
     * @param call queues the work of one call
     * @param synchronize waits for all of it
     * @param nanoTime a clock
     */
    WorkloadTimer(Runnable call, Runnable synchronize, LongSupplier nanoTime) {
        this.call = call;
        this.synchronize = synchronize;
        this.nanoTime = nanoTime;
    }

    /**
     * Warms up, and finds how many calls fill one sample. An estimate is accepted only from a run of at least half a sample,
     * because clock and synchronization dominate shorter ones.
     *
     * @param nanos least time to warm up
     * @param between called before each run; may throw to end it
     */
    void warmUp(long nanos, Runnable between) {
        long spent = 0;
        boolean known = false;
        while (spent < nanos || !known) {
            between.run();
            long taken = Math.max(1, run());
            spent += taken;
            known = taken >= SAMPLE_NANOS / 2;
            calls = Math.max(1, Math.min(calls * GROWTH, Math.round((double) calls * SAMPLE_NANOS / taken)));
        }
    }

    /** Takes a sample. */
    void sample() {
        secondsPerCall.add(run() * 1e-9 / calls);
    }

    private long run() {
        long start = nanoTime.getAsLong();
        for (long i = 0; i < calls; i++) {
            call.run();
        }
        synchronize.run();
        return nanoTime.getAsLong() - start;
    }

    /** The statistics of all samples; there can be no further ones. */
    Timing timing() {
        return Timing.of(secondsPerCall.build().toArray(), calls);
    }
}
