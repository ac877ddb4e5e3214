package bn.cli.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Ctrl-C (or a termination signal): the work is asked to stop and gets time to print a message and to close its files; then the
 * process ends with the exit code of the signal (130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP). If the code of a plug-in or a
 * library ends the process before the work is over, a note says so, and the exit code is 1.
 */
public final class Interruption {
    private static final long GRACE_SECONDS = 10;
    private static final Set<String> EXIT = Set.of(Runtime.class.getName(), System.class.getName());

    private final Console console;
    private final Function<String, Optional<String>> owner;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption(Console console, Function<String, Optional<String>> owner) {
        this.console = console;
        this.owner = owner;
    }

    /** An interruption that nothing triggers. */
    public static Interruption never() {
        return new Interruption(null, type -> Optional.empty());
    }

    /**
     * Takes over the handling of Ctrl-C in this process; the console is told if the work does not stop.
     *
     * @param owner names the plug-in that a class belongs to
     */
    public static Interruption install(Console console, Function<String, Optional<String>> owner) {
        Interruption interruption = new Interruption(console, owner);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutdown, "interruption"));
        return interruption;
    }

    private void shutdown() {
        if (done.getCount() == 0) {
            return;
        }
        exiting().ifPresent(type -> {
            console.note("bn: " + owner.apply(type).orElse(type) + " ended the process before the work was done");
            Runtime.getRuntime().halt(1);
        });
        requested = true;
        try {
            if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                console.note("bn: interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The class whose code has called {@link System#exit} and waits there; empty after a signal. */
    private static Optional<String> exiting() {
        return Thread.getAllStackTraces().values().stream().map(List::of).flatMap(stack -> {
            List<String> types = stack.stream().map(StackTraceElement::getClassName).toList();
            int exit = types.lastIndexOf(Runtime.class.getName());
            return exit >= 0 && stack.get(exit).getMethodName().equals("exit")
                    ? types.stream().skip(exit).filter(type -> !EXIT.contains(type)).findFirst().stream() : Stream.of();
        }).findFirst();
    }

    /** Whether the work should stop. */
    public boolean requested() {
        return requested;
    }

    /**
     * Stops the work if the user has interrupted it.
     *
     * @param kept what becomes of its results, for the message
     * @throws CancellationException if so
     */
    public void check(String kept) {
        if (requested) {
            throw new CancellationException("interrupted; " + kept);
        }
    }

    /** Says that the work is over. */
    public void finished() {
        done.countDown();
    }
}
