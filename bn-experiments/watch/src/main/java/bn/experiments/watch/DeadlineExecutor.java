package bn.experiments.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A bounded number of threads for requests. A task that goes on for longer than its deadline is interrupted: a thread that reads
 * from a connection or writes to it then closes the connection, so a client that does nothing cannot keep a thread.
 */
final class DeadlineExecutor implements Executor, AutoCloseable {
    /** More than {@link EventStreams#MOST}, so that other requests get a thread while all streams are in use. */
    private static final int THREADS = EventStreams.MOST + 16;
    private static final int QUEUE = 256;
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    private final long limit;
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE), threads("request"));
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(threads("deadlines"));
    /** The running tasks' threads, and when each is interrupted by System.nanoTime. */
    private final Map<Thread, Long> deadlines = new HashMap<>();

    // The task cannot fail, and ends with the thread.
    @SuppressWarnings("FutureReturnValueIgnored")
    DeadlineExecutor(Duration limit) {
        this.limit = limit.toNanos();
        pool.allowCoreThreadTimeOut(true);
        long interval = Math.max(1, limit.toMillis() / 10);
        watchdog.scheduleWithFixedDelay(this::interruptLate, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Makes threads that do not keep the JVM alive. */
    static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, "bn-watch-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs the task, or throws RejectedExecutionException when too many wait already: the HTTP server then closes the connection. */
    @Override
    public void execute(Runnable task) {
        pool.execute(() -> {
            restart();
            try {
                task.run();
            } finally {
                suspend();
            }
        });
    }

    /** The time of the calling task begins again. */
    synchronized void restart() {
        deadlines.put(Thread.currentThread(), System.nanoTime() + limit);
    }

    /** The calling task may take as long as it likes from now on. */
    synchronized void suspend() {
        deadlines.remove(Thread.currentThread());
    }

    private synchronized void interruptLate() {
        long now = System.nanoTime();
        deadlines.forEach((thread, deadline) -> {
            if (now - deadline > 0) {
                thread.interrupt();
            }
        });
    }

    /** Interrupts all tasks, and waits a short time until they have ended. */
    @Override
    public void close() {
        watchdog.shutdownNow();
        pool.shutdownNow();
        try {
            pool.awaitTermination(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
