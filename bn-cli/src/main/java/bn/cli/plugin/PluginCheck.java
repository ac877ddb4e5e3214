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
 * Tries the providers of a folder in a process of their own ({@link PluginCheckProcess}). If one ends that process or does not return, it
 * is left out, and a new process tries the others.
 */
final class PluginCheck {
    /** If the process writes nothing for this long after the time for a step, it is stuck itself. */
    private static final Duration STUCK = Duration.ofSeconds(60);
    private static final int EVERY_MILLIS = 100;

    private final Process process;
    private final Thread reader;
    private volatile String step = "";
    private volatile String end = "";
    private volatile long heard = System.nanoTime();

    private PluginCheck(Path folder, Duration timeout, Iterable<String> refused) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(folder, timeout, refused)).redirectError(Redirect.DISCARD);
        // Its options are already among those of this process, and two processes cannot share the port of a debugger.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        process = builder.start();
        reader = new Thread(this::read, "plug-ins");
        reader.setDaemon(true);
        reader.start();
    }

    /** A provider as one word: its kind and its class. */
    static String key(String kind, Class<?> type) {
        return kind + "/" + type.getName();
    }

    /**
     * What the providers that cannot be used did, by {@link #key}.
     *
     * @param timeout the most time for a step
     * @throws BnException if no process can be started
     * @throws CancellationException if this process is ending
     */
    static Map<String, String> faults(Path folder, Duration timeout) {
        Map<String, String> faults = new TreeMap<>();
        try {
            while (true) {
                PluginCheck check = new PluginCheck(folder, timeout, faults.keySet());
                boolean stuck = check.stuck(timeout);
                if (check.end.equals(PluginCheckProcess.DONE)) {
                    return faults;
                }
                if (ending()) {
                    throw new CancellationException("interrupted");
                }
                if (check.step.isEmpty()) {
                    throw new BnException(cannot(folder) + "it ended with exit code " + check.process.exitValue());
                }
                String[] keyAndPlace = check.step.split(" ", 2);
                faults.put(keyAndPlace[0], stuck || check.end.equals(PluginCheckProcess.SLOW)
                        ? "did not return within " + timeout.toMillis() / 1000.0 + " s " + keyAndPlace[1]
                                + " (BN_JAVA_OPTS=-Dbn.plugin.seconds=60 waits longer)"
                        : "ended the process with exit code " + check.process.exitValue() + " " + keyAndPlace[1]);
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

    /** Whether this process is ending: Ctrl-C reaches both processes. */
    private static boolean ending() {
        Thread hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Waits for the process to end, and kills it if it is stuck. Returns whether it was. */
    private boolean stuck(Duration timeout) throws InterruptedException {
        while (!process.waitFor(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - heard > timeout.plus(STUCK).toNanos()) {
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
                if (line.startsWith(PluginCheckProcess.STEP)) {
                    step = line.substring(PluginCheckProcess.STEP.length());
                } else if (line.equals(PluginCheckProcess.SLOW) || line.equals(PluginCheckProcess.DONE)) {
                    end = line;
                }
            });
        } catch (UncheckedIOException e) {
            // The process has ended, and what it wrote before is enough.
            return;
        }
    }

    /** This Java, with those of its options that decide which classes are there and what they see. */
    private static List<String> command(Path folder, Duration timeout, Iterable<String> refused) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("--")
                || option.startsWith("-D") && !option.startsWith("-Dcom.sun.management") || option.startsWith("-Xmx")
                || option.startsWith("-XX:SharedArchiveFile=") || option.equals("-XX:+VerifySharedSpaces")).forEach(command::add);
        command.addAll(List.of("-Xms8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage"));
        Module module = PluginCheckProcess.class.getModule();
        command.addAll(module.isNamed()
                ? List.of("-p", System.getProperty("jdk.module.path"), "-m",
                        module.getName() + "/" + PluginCheckProcess.class.getName())
                : List.of("-cp", System.getProperty("java.class.path"), PluginCheckProcess.class.getName()));
        command.addAll(List.of(folder.toString(), String.valueOf(timeout.toMillis())));
        refused.forEach(command::add);
        return command;
    }
}
