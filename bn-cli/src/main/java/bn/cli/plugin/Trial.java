package bn.cli.plugin;

import bn.api.BnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tries the providers of a folder in another process ({@link Rehearsal}). Where one ends that process, or has to be ended, the next
 * process leaves it out and tries the others.
 */
final class Trial {
    /** After this time without a word the process itself must be stuck. */
    private static final Duration STUCK = Duration.ofSeconds(60);
    private static final int EVERY_MILLIS = 100;

    private final Process process;
    private final Thread reader;
    private volatile String step = "";
    private volatile String end = "";
    private volatile long heard = System.nanoTime();

    private Trial(Path folder, Duration patience, Iterable<String> refused) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(folder, patience, refused)).redirectError(Redirect.DISCARD);
        // What matters of it is among the options of this process; a debugger's port serves one.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        process = builder.start();
        reader = new Thread(this::read, "plug-ins");
        reader.setDaemon(true);
        reader.start();
    }

    /** A provider, as one word. */
    static String key(String kind, Class<?> type) {
        return kind + "/" + type.getName();
    }

    /**
     * What the providers did that cannot be used, by {@link #key}.
     *
     * @param patience how long one may take for a step
     * @throws BnException if no process can be started
     * @throws CancellationException if this process is ending
     */
    static Map<String, String> faults(Path folder, Duration patience) {
        Map<String, String> faults = new TreeMap<>();
        try {
            while (true) {
                Trial trial = new Trial(folder, patience, faults.keySet());
                boolean stuck = trial.stuck(patience);
                if (trial.end.equals(Rehearsal.DONE)) {
                    return faults;
                }
                if (ending()) {
                    throw new CancellationException("interrupted");
                }
                if (trial.step.isEmpty()) {
                    throw new BnException(cannot(folder) + "it ended with exit code " + trial.process.exitValue());
                }
                String[] keyAndPlace = trial.step.split(" ", 2);
                faults.put(keyAndPlace[0], stuck || trial.end.equals(Rehearsal.SLOW)
                        ? "did not return within " + patience.toMillis() / 1000.0 + " s " + keyAndPlace[1]
                        + " (BN_JAVA_OPTS=-Dbn.plugin.seconds=60 waits longer)"
                        : "ended the process with exit code " + trial.process.exitValue() + " " + keyAndPlace[1]);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BnException(cannot(folder) + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BnException(cannot(folder) + "it was interrupted", e);
        }
    }

    private static String cannot(Path folder) {
        return "the plug-ins in " + folder + " cannot be tried in a process of their own: ";
    }

    /** Whether this process is told to end: Ctrl-C reaches the other one as well. */
    private static boolean ending() {
        Thread hook = new Thread(() -> { });
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Waits for the end, and ends what does not end by itself: whether that was so. */
    private boolean stuck(Duration patience) throws InterruptedException {
        while (!process.waitFor(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - heard > patience.plus(STUCK).toNanos()) {
                process.destroyForcibly().waitFor();
                return true;
            }
        }
        // A process that a plug-in started may hold the other end of the pipe.
        reader.join(EVERY_MILLIS);
        return false;
    }

    private void read() {
        try (Stream<String> lines = process.inputReader().lines()) {
            lines.forEach(line -> {
                heard = System.nanoTime();
                if (line.startsWith(Rehearsal.STEP)) {
                    step = line.substring(Rehearsal.STEP.length());
                } else if (line.equals(Rehearsal.SLOW) || line.equals(Rehearsal.DONE)) {
                    end = line;
                }
            });
        } catch (UncheckedIOException e) {
            // The process is over, and what it said before counts.
            return;
        }
    }

    /** This Java with what it was started with, as far as that decides which classes there are and what they see. */
    private static List<String> command(Path folder, Duration patience, Iterable<String> refused) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("--")
                || option.startsWith("-D") && !option.startsWith("-Dcom.sun.management") || option.startsWith("-Xmx")
                || option.startsWith("-XX:SharedArchiveFile=") || option.equals("-XX:+VerifySharedSpaces")).forEach(command::add);
        command.addAll(List.of("-Xms8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage"));
        Module module = Rehearsal.class.getModule();
        command.addAll(module.isNamed()
                ? List.of("-p", System.getProperty("jdk.module.path"), "-m", module.getName() + "/" + Rehearsal.class.getName())
                : List.of("-cp", System.getProperty("java.class.path"), Rehearsal.class.getName()));
        command.addAll(List.of(folder.toString(), String.valueOf(patience.toMillis())));
        refused.forEach(command::add);
        return command;
    }
}
