package bn.cli.plugin;

import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.experiments.study.Experiment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the providers of a folder what every start asks them. In a process of its own, for their code may end the process or never
 * return. Each step is said before it is taken: the last one is where that happened.
 */
public final class Rehearsal {
    /** Starts every line of it, for others may print as well. */
    static final String STEP = "bn-plugin step ";
    static final String SLOW = "bn-plugin slow";
    static final String DONE = "bn-plugin done";

    private static final int EVERY_MILLIS = 20;

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final ClassLoader loader;
    private final Set<String> refused;
    private volatile long since = System.nanoTime();

    private Rehearsal(ClassLoader loader, Set<String> refused) {
        this.loader = loader;
        this.refused = refused;
    }

    /** The folder, the milliseconds that a step may take, and the providers that are left out. */
    public static void main(String[] arguments) {
        System.setOut(System.err);
        Rehearsal rehearsal = new Rehearsal(Plugins.loader(PluginFolder.layer(Path.of(arguments[0]))),
                Stream.of(arguments).skip(2).collect(Collectors.toSet()));
        Thread watch = new Thread(() -> rehearsal.watch(Long.parseLong(arguments[1]) * 1_000_000), "watch");
        watch.setDaemon(true);
        watch.start();
        rehearsal.run();
        rehearsal.end(DONE);
    }

    private void run() {
        BackendProvider.load(loader, type -> met(Plugins.BACKEND, type)).all().forEach(provider -> {
            step(Trial.key(Plugins.BACKEND, provider.getClass()) + " when it was probed");
            Backends.probe(provider);
        });
        NormalizationProvider.load(loader, type -> met(Plugins.NORMALIZATION, type));
        Experiment.load(loader, type -> met(Plugins.EXPERIMENT, type));
    }

    /** Called before anything of the class runs. */
    private Optional<String> met(String kind, Class<?> type) {
        if (type.getClassLoader() != loader || refused.contains(Trial.key(kind, type))) {
            return Optional.of("");
        }
        step(Trial.key(kind, type) + " when it was created and asked for its name");
        return Optional.empty();
    }

    private void step(String text) {
        since = System.nanoTime();
        say(STEP + text);
    }

    private void watch(long nanos) {
        while (System.nanoTime() - since < nanos) {
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                // The time is not over because somebody interrupts.
            }
        }
        end(SLOW);
    }

    private void end(String line) {
        try {
            say(line);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private void say(String line) {
        try {
            out.write(("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
