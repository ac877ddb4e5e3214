package bn.cpu.threads;

import java.util.stream.IntStream;

/** The threads that share the work of a kernel. The calling thread is one of them. */
public final class ThreadTeam implements AutoCloseable {
    /** With fewer elements for each thread, starting it costs more than it saves. */
    private static final long MIN_ELEMENTS_PER_THREAD = 1 << 14;

    private final Worker[] workers;

    /** A task for a range of units. */
    @FunctionalInterface
    public interface RangeTask {
        /** Processes the units {@code from .. to - 1} on a thread; threads are numbered from 0, the calling one. */
        void run(int thread, int from, int to);
    }

    /** A team of this many threads, at least 1. */
    public ThreadTeam(int threads) {
        workers = IntStream.range(1, threads).mapToObj(Worker::new).toArray(Worker[]::new);
    }

    /** Number of threads, including the calling one. */
    public int size() {
        return workers.length + 1;
    }

    /**
     * Processes all units, on as many threads as the number of elements justifies, and returns when all are done. Each thread
     * gets a contiguous range of units. The ranges depend on the number of threads, so the result for a unit must not depend on
     * them.
     *
     * @param elements number of elements to process, which decides how many threads are used
     * @param units number of units into which the work is divided
     * @param grain each range starts at a multiple of this number of units
     * @param task what to do
     */
    public void parallelFor(long elements, int units, int grain, RangeTask task) {
        int threads = (int) Math.max(1, Math.min(size(), elements / MIN_ELEMENTS_PER_THREAD));
        int chunk = ceilDiv(ceilDiv(units, threads), grain) * grain;
        int chunks = ceilDiv(units, chunk);
        for (int i = 1; i < chunks; i++) {
            workers[i - 1].start(task, i * chunk, Math.min(units, (i + 1) * chunk));
        }
        long start = System.nanoTime();
        try {
            task.run(0, 0, Math.min(units, chunk));
        } finally {
            long nanos = System.nanoTime() - start;
            for (int i = 1; i < chunks; i++) {
                workers[i - 1].await(nanos);
            }
        }
        for (int i = 1; i < chunks; i++) {
            workers[i - 1].check();
        }
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        for (Worker worker : workers) {
            worker.close();
        }
    }
}
