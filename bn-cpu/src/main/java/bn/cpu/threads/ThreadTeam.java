package bn.cpu.threads;

import java.util.stream.IntStream;

/** The threads that share a kernel's work, the calling thread being one of them. */
public final class Team implements AutoCloseable {
    /** Below this many elements for each thread, handing over costs more than it saves. */
    private static final long ELEMENTS_WORTH_A_THREAD = 1 << 14;

    private final Helper[] helpers;

    /** Some of the work: units {@code from .. to - 1}, done by the thread of number {@code part}. */
    @FunctionalInterface
    public interface Work {
        /** Does them. */
        void run(int part, int from, int to);
    }

    /** A team of this many threads, at least 1. */
    public Team(int threads) {
        helpers = IntStream.range(1, threads).mapToObj(Helper::new).toArray(Helper[]::new);
    }

    /** How many threads there are, the calling one included. */
    public int size() {
        return helpers.length + 1;
    }

    /**
     * Does all units of a piece of work, on as many threads as its size is worth, and returns when all are done.
     * Which units go together depends on the number of threads, so the result of a unit must not depend on it.
     *
     * @param elements size of the work
     * @param units how many units it is divided into
     * @param granule number of units that are not to be parted
     * @param work what to do
     */
    public void split(long elements, int units, int granule, Work work) {
        int threads = (int) Math.max(1, Math.min(size(), elements / ELEMENTS_WORTH_A_THREAD));
        int chunk = ceilDiv(ceilDiv(units, threads), granule) * granule;
        int parts = ceilDiv(units, chunk);
        for (int part = 1; part < parts; part++) {
            helpers[part - 1].start(work, part * chunk, Math.min(units, (part + 1) * chunk));
        }
        long start = System.nanoTime();
        try {
            work.run(0, 0, Math.min(units, chunk));
        } finally {
            long nanos = System.nanoTime() - start;
            for (int part = 1; part < parts; part++) {
                helpers[part - 1].await(nanos);
            }
        }
        for (int part = 1; part < parts; part++) {
            helpers[part - 1].check();
        }
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        for (Helper helper : helpers) {
            helper.close();
        }
    }
}
