package bn.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or a termination signal): the work is asked to stop, gets time to say so and to close its files, then the
 * process ends with the exit code of the signal (130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP).
 */
public final class Interruption {
    private static final long GRACE_SECONDS = 10;

    private final Console console;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption(Console console) {
        this.console = console;
    }

    /** An interruption that nothing triggers. */
    public static Interruption never() {
        return new Interruption(null);
    }

    /** Takes over the handling of Ctrl-C in this process; the console is told if the work does not stop. */
    public static Interruption install(Console console) {
        Interruption interruption = new Interruption(console);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutdown, "interruption"));
        return interruption;
    }

    private void shutdown() {
        if (done.getCount() == 0) {
            return;
        }
        requested = true;
        try {
            if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                console.note("bn: interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
