package bn.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or a termination signal): the work is asked to stop, gets time to say so and to close its files, then the
 * process ends with exit code 1.
 */
public final class Interruption {
    private static final long GRACE_SECONDS = 10;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption() { }

    /** An interruption that nothing triggers. */
    public static Interruption never() {
        return new Interruption();
    }

    /** Takes over the handling of Ctrl-C in this process. */
    public static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutdown, "interruption"));
        return interruption;
    }

    private void shutdown() {
        if (done.getCount() == 0) {
            return;
        }
        requested = true;
        try {
            done.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    /** Whether the work should stop. */
    public boolean requested() {
        return requested;
    }

    /** Says that the work is over. */
    public void finished() {
        done.countDown();
    }
}
