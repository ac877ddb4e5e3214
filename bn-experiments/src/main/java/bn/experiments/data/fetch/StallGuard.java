package bn.experiments.data.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream from which nothing comes for some time, so that reading it fails: HttpClient has no timeout for content. */
final class StallGuard implements Closeable {
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bn-fetch-stall-guard");
        thread.setDaemon(true);
        return thread;
    });
    private final long limitNanos;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream stream, Duration limit) {
        limitNanos = limit.toNanos();
        long period = Math.max(1, limitNanos / 4);
        watch.scheduleAtFixedRate(() -> check(stream), period, period, TimeUnit.NANOSECONDS);
    }

    private void check(InputStream stream) {
        if (System.nanoTime() - last > limitNanos) {
            stalled = true;
            try {
                stream.close();
            } catch (IOException e) {
                // the reader finds out by itself
            }
            watch.shutdown();
        }
    }

    /** Something has come. */
    void alive() {
        last = System.nanoTime();
    }

    /** Whether the stream was closed for want of content. */
    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
