package bn.cli.plugin;

import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.experiments.model.ModelFormat;
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
 * Calls the methods of providers that every start calls. This runs in a process of its own, because their code may end the process or
 * never return. Each step is printed before it is done, so the last one printed is where that happened.
 */
public final class PluginCheckProcess {
    /** Every line of this class starts like this: plug-ins may print too. */
    static final String STEP = "bn-plugin step ";
    static final String SLOW = "bn-plugin slow";
    static final String DONE = "bn-plugin done";

    private static final int EVERY_MILLIS = 20;

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final ClassLoader loader;
    private final Set<String> refused;
    private volatile long since = System.nanoTime();

    private PluginCheckProcess(ClassLoader loader, Set<String> refused) {
        this.loader = loader;
        this.refused = refused;
    }

    /** Arguments: the folder, the most milliseconds for a step, and the providers that are left out. */
    public static void main(String[] arguments) {
        System.setOut(System.err);
        PluginCheckProcess check = new PluginCheckProcess(Plugins.loader(PluginFolder.layer(Path.of(arguments[0]))),
                Stream.of(arguments).skip(2).collect(Collectors.toSet()));
        Thread watch = new Thread(() -> check.watch(Long.parseLong(arguments[1]) * 1_000_000), "watch");
        watch.setDaemon(true);
        watch.start();
        check.run();
        check.end(DONE);
    }

    private void run() {
        BackendProvider.load(loader, type -> met(Plugins.BACKEND, type)).all().forEach(provider -> {
            step(PluginCheck.key(Plugins.BACKEND, provider.getClass()) + " when it was probed");
            Backends.probe(provider);
        });
        NormalizationProvider.load(loader, type -> met(Plugins.NORMALIZATION, type));
        Experiment.load(loader, type -> met(Plugins.EXPERIMENT, type));
        ModelFormat.load(loader, type -> met(Plugins.MODEL_FORMAT, type));
    }

    /** Called before anything of the class runs. */
    private Optional<String> met(String kind, Class<?> type) {
        if (type.getClassLoader() != loader || refused.contains(PluginCheck.key(kind, type))) {
            return Optional.of("");
        }
        step(PluginCheck.key(kind, type) + " when it was created and asked for its name");
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
                // An interrupt does not end the time.
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
