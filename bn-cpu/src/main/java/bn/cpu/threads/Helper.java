package bn.cpu.threads;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a team besides the calling one. Kernels follow each other within microseconds, so it waits awake for a
 * moment before it sleeps; it soon yields while it waits, because the thread that it waits for, or one of OpenBLAS's, may want
 * the same core.
 */
final class Helper implements AutoCloseable {
    private static final long SPIN_NANOS = 2_000;
    private static final long YIELD_NANOS = 200_000;

    private final int part;
    private final Thread thread;
    private Team.Work work;
    private int from;
    private int to;
    private Throwable failure;
    /** Number of jobs given, written by the calling thread, and done, written by this one. */
    private volatile int given;
    private volatile int done;
    private volatile boolean asleep;
    private volatile boolean closed;

    Helper(int part) {
        this.part = part;
        thread = new Thread(this::loop, "bn-cpu-" + part);
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives it a job; the last one must be done. */
    void start(Team.Work newWork, int newFrom, int newTo) {
        work = newWork;
        from = newFrom;
        to = newTo;
        failure = null;
        given = done + 1;
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits until the job is done. */
    void await() {
        long start = System.nanoTime();
        while (done != given) {
            if (System.nanoTime() - start < SPIN_NANOS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        work = null;
    }

    /** Throws what the job threw. */
    void check() {
        if (failure != null) {
            throw new IllegalStateException("a kernel failed on thread " + thread.getName() + ": " + failure, failure);
        }
    }

    private void loop() {
        while (true) {
            waitForJob();
            if (closed) {
                return;
            }
            try {
                work.run(part, from, to);
            } catch (Throwable t) {
                failure = t;
            }
            done = given;
        }
    }

    private void waitForJob() {
        long start = System.nanoTime();
        while (done == given && !closed) {
            long waited = System.nanoTime() - start;
            if (waited < SPIN_NANOS) {
                Thread.onSpinWait();
            } else if (waited < YIELD_NANOS) {
                Thread.yield();
            } else {
                asleep = true;
                if (done == given && !closed) {
                    LockSupport.park(this);
                }
                asleep = false;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
