package bn.experiments.bench;

import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/** Times one workload in one backend. A sample is as many calls as fit into 20 ms, at least one, and the wait for their end. */
final class Sampler {
    static final long SAMPLE_NANOS = 20_000_000;
    private static final int GROWTH = 10;

    private final Runnable call;
    private final Runnable synchronize;
    private final LongSupplier nanoTime;
    private final DoubleStream.Builder secondsPerCall = DoubleStream.builder();
    private long calls = 1;

    /**
     * A sampler without samples.
     *
     * @param call queues the work of one call
     * @param synchronize waits for all of it
     * @param nanoTime a clock
     */
    Sampler(Runnable call, Runnable synchronize, LongSupplier nanoTime) {
        this.call = call;
        this.synchronize = synchronize;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs for at least so long, and until it knows how many calls make a sample: with few calls the clock and the wait count
     * for too much, so a number is trusted only from a run of half a sample's length.
     *
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

    /** What the samples say; ends the sampling. */
    Timing timing() {
        return Timing.of(secondsPerCall.build().toArray(), calls);
    }
}
