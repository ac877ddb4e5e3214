package bn.benchmarks.roofline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads that share work in equal parts; the calling thread is the first. Idle threads spin for a while before they park. */
final class ParallelThreads {
    private static final long SPIN_NANOS = 200_000;

    private final Thread[] others;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile Part work;

    /** The work of a thread. */
    @FunctionalInterface
    interface Part {
        /** Does the part with this number; parts are counted from 0. */
        void run(int part);
    }

    ParallelThreads(int threads) {
        others = new Thread[threads - 1];
        for (int i = 0; i < others.length; i++) {
            int part = i + 1;
            others[i] = new Thread(() -> loop(part), "parallel-" + part);
            others[i].setDaemon(true);
            others[i].start();
        }
    }

    int size() {
        return others.length + 1;
    }

    /** Runs all parts and returns when they are done. */
    void run(Part parts) {
        work = parts;
        int due = ended.get() + others.length;
        started.incrementAndGet();
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
        parts.run(0);
        await(ended, due);
    }

    /** Called by all parts: waits until every part has called it. */
    void barrier() {
        int due = ((arrived.getAndIncrement() / size()) + 1) * size();
        await(arrived, due);
    }

    private static void await(AtomicInteger counter, int due) {
        long since = System.nanoTime();
        while (counter.get() < due) {
            if (System.nanoTime() - since > SPIN_NANOS) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void loop(int part) {
        for (int seen = 0;; seen++) {
            long since = System.nanoTime();
            while (started.get() == seen) {
                if (System.nanoTime() - since > SPIN_NANOS) {
                    LockSupport.park(this);
                } else {
                    Thread.onSpinWait();
                }
            }
            work.run(part);
            ended.incrementAndGet();
        }
    }
}
