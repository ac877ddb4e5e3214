package bn.cpu.threads;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a team besides the calling one. Kernels follow each other within microseconds, so it waits awake for a
 * moment before it sleeps; it soon yields while it waits, because the thread that it waits for, or one of OpenBLAS's, may want
 * the same core.
 *
 * <p>Two threads that yield to each other may stay on one core while another one is idle: each is always ready, and was there
 * last. A scheduler chooses a core anew for a thread that wakes up, so a thread that was late some times in a row sleeps.
 */
final class Helper implements AutoCloseable {
    private static final long SPIN_NANOS = 2_000;
    private static final long YIELD_NANOS = 200_000;
    /** How long the calling thread waits awake: a core that a helper needs may be its own, and yielding does not always pass it on. */
    private static final long AWAIT_NANOS = 50_000;
    private static final int LEAST_PATIENCE = 8;
    private static final int MOST_PATIENCE = 1 << 14;

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
    private volatile boolean tired;
    private volatile Thread waiting;
    private volatile boolean closed;
    /** How many jobs in a row were late, and how many may be before it sleeps; more each time that this was no help. */
    private int late;
    private int patience = LEAST_PATIENCE;

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

    /** Waits until the job is done; its like took the calling thread this long. */
    void await(long nanos) {
        long start = System.nanoTime();
        long waited = 0;
        while (done != given) {
            if (waited < SPIN_NANOS) {
                Thread.onSpinWait();
            } else if (waited < AWAIT_NANOS) {
                Thread.yield();
            } else {
                waiting = Thread.currentThread();
                if (done != given) {
                    LockSupport.park(this);
                }
            }
            waited = System.nanoTime() - start;
        }
        waiting = null;
        work = null;
        if (waited <= SPIN_NANOS + nanos / 2) {
            late = 0;
            patience = LEAST_PATIENCE;
        } else if (++late >= patience) {
            late = 0;
            patience = Math.min(2 * patience, MOST_PATIENCE);
            tired = true;
        }
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
            if (waiting != null) {
                LockSupport.unpark(waiting);
            }
        }
    }

    private void waitForJob() {
        long start = System.nanoTime();
        while (done == given && !closed) {
            long waited = System.nanoTime() - start;
            if (waited < SPIN_NANOS) {
                Thread.onSpinWait();
            } else if (waited < YIELD_NANOS && !tired) {
                Thread.yield();
            } else {
                asleep = true;
                tired = false;
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
