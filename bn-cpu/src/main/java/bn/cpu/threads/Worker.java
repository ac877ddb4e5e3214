package bn.cpu.threads;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a team, in addition to the calling thread. Kernels follow each other within microseconds, so a worker without a job
 * does not park at once: it spins for a moment, then it yields for a while, then it parks. It yields because the calling thread
 * or a thread of OpenBLAS may need the same core.
 *
 * <p>Two threads that yield to each other may both stay on one core while another core is idle: both are always runnable, so the
 * scheduler does not move them. When a thread wakes up from parking, the scheduler chooses a core for it again. So a worker that
 * was late several times in a row parks.
 */
final class Worker implements AutoCloseable {
    private static final long SPIN_NANOS = 2_000;
    private static final long YIELD_NANOS = 200_000;
    /**
     * How long the calling thread spins and yields before it parks. It may occupy the very core that the worker needs, and
     * yielding does not always free it.
     */
    private static final long AWAIT_NANOS = 50_000;
    private static final int MIN_LATE_TOLERANCE = 8;
    private static final int MAX_LATE_TOLERANCE = 1 << 14;

    private final int number;
    private final Thread thread;
    private ThreadTeam.RangeTask task;
    private int from;
    private int to;
    private Throwable failure;
    /** How many jobs were given, written by the calling thread, and how many are done, written by the worker. */
    private volatile int given;
    private volatile int done;
    private volatile boolean parked;
    private volatile boolean mustPark;
    private volatile Thread waiting;
    private volatile boolean closed;
    /**
     * Consecutive late jobs, and how many are tolerated before the worker parks. The tolerance doubles each time, until a job is
     * in time again.
     */
    private int late;
    private int lateTolerance = MIN_LATE_TOLERANCE;

    Worker(int number) {
        this.number = number;
        thread = new Thread(this::loop, "bn-cpu-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives the worker a job. The previous job must be done. */
    void start(ThreadTeam.RangeTask newTask, int newFrom, int newTo) {
        task = newTask;
        from = newFrom;
        to = newTo;
        failure = null;
        given = done + 1;
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Waits until the job is done.
     *
     * @param nanos how long the calling thread took for its own part; it decides whether this worker counts as late
     */
    @SuppressWarnings("ThreadPriorityCheck") // Yielding was measured to be faster; no result depends on it.
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
        task = null;
        if (waited <= SPIN_NANOS + nanos / 2) {
            late = 0;
            lateTolerance = MIN_LATE_TOLERANCE;
        } else if (++late >= lateTolerance) {
            late = 0;
            lateTolerance = Math.min(2 * lateTolerance, MAX_LATE_TOLERANCE);
            mustPark = true;
        }
    }

    /** Throws if the job failed. */
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
                task.run(number, from, to);
            } catch (Throwable t) {
                failure = t;
            }
            done = given;
            if (waiting != null) {
                LockSupport.unpark(waiting);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // As above.
    private void waitForJob() {
        long start = System.nanoTime();
        while (done == given && !closed) {
            long waited = System.nanoTime() - start;
            if (waited < SPIN_NANOS) {
                Thread.onSpinWait();
            } else if (waited < YIELD_NANOS && !mustPark) {
                Thread.yield();
            } else {
                parked = true;
                mustPark = false;
                if (done == given && !closed) {
                    LockSupport.park(this);
                }
                parked = false;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
