package bn.benchmarks.roofline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads that share work in equal parts, the caller being the first. They spin for a while before they sleep. */
final class Team {
    private static final long SPIN_NANOS = 200_000;

    private final Thread[] helpers;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger met = new AtomicInteger();
    private volatile Part work;

    /** What a thread does. */
    @FunctionalInterface
    interface Part {
        /** The part of a number, from 0. */
        void run(int part);
    }

    Team(int threads) {
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int part = i + 1;
            helpers[i] = new Thread(() -> help(part), "team-" + part);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    int size() {
        return helpers.length + 1;
    }

    /** Runs all parts and returns when they are done. */
    void run(Part parts) {
        work = parts;
        int due = ended.get() + helpers.length;
        started.incrementAndGet();
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        parts.run(0);
        await(ended, due);
    }

    /** Called by all parts: waits for the others. */
    void meet() {
        int due = ((met.getAndIncrement() / size()) + 1) * size();
        await(met, due);
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

    private void help(int part) {
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
