package bn.experiments.watch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks for the snapshot again and again, keeps the latest, and wakes those who wait for another one. */
final class SnapshotPoller implements AutoCloseable {
    /**
     * What is known, and since which change.
     *
     * @param number counts the changes, from 1
     */
    record Version(long number, Update update) {}

    private final Supplier<String> snapshots;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(DeadlineExecutor.threads("snapshots"));
    private Version latest;

    // The task catches all that fails, and ends with the thread.
    @SuppressWarnings("FutureReturnValueIgnored")
    SnapshotPoller(String first, Supplier<String> snapshots, Duration interval) {
        this.snapshots = snapshots;
        latest = new Version(1, new Update(false, first));
        thread.scheduleWithFixedDelay(this::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized Version latest() {
        return latest;
    }

    /** The latest version: at once if it is not the given one, otherwise after the next change or when the time is over. */
    synchronized Version next(long seen, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); latest.number() == seen && left > 0; left = end - System.nanoTime()) {
            // Not less than 1 ms: 0 would wait for ever.
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return latest;
    }

    private void poll() {
        publish(ask());
    }

    private synchronized void publish(Update update) {
        if (!update.equals(latest.update())) {
            latest = new Version(latest.number() + 1, update);
            notifyAll();
        }
    }

    /** A failure of the supplier, memory that is short included, is said: the next call may succeed, and it would end the polling. */
    private Update ask() {
        try {
            return new Update(false, snapshots.get());
        } catch (RuntimeException | Error e) {
            return new Update(true, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
