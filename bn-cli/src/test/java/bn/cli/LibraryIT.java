package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution has no jar that nothing loads: what nobody needs is a hole that somebody has to watch. */
class LibraryIT {
    private static final Pattern SOURCE = Pattern.compile(" source: (file:\\S+\\.jar)");

    @TempDir
    private static Path scratch;
    /** Modules of which a class was loaded. */
    private static final Set<String> LOADED = new HashSet<>();
    private static Map<String, ModuleReference> modules;

    /** One command for each kind of work: both backends, files of data in, convolutions, models of other tools, a report with its charts out. */
    @BeforeAll
    static void commands() throws Exception {
        modules = ModuleFinder.of(Launch.distribution().resolve("lib")).findAll().stream()
                .collect(Collectors.toMap(module -> module.descriptor().name(), module -> module));
        assertEquals(0, run("verify", "--backend", "cpu"));
        if (run("verify", "--backend", "opencl") != 0) {
            assertEquals(0, run("verify", "--backend", "opencl:java"));
            // Reads the class files that are translated, where there is a device.
            LOADED.add("org.apache.bcel");
        }
        Path table = Files.writeString(scratch.resolve("t.csv"), "y,a\n1.5,2\n2.5,3\n3.5,5.5\n4.5,5\n");
        String moments = scratch.resolve("moments.npz").toString();
        assertEquals(0, run("rate", "linear", "--dataset", "csv", "--file", table.toString(), "--target", "y",
                "--save-moments", moments));
        assertEquals(0, run("rate", "linear", "--moments", moments));
        assertEquals(0, run("bench", "--backend", "cpu", "--kernels", "update", "--seconds", "0.02"));
        assertEquals(0, run("equilibrium", "--lr", "0.1", "--weight-decay", "5e-4"));
        assertEquals(0, run("train", "--arch", "lenet", "--train-size", "64", "--test-size", "16", "--epochs", "1",
                "--batch-size", "16", "--out", scratch.resolve("convolutions").toString()));
        assertEquals(0, run("rate", "network", "--checkpoint", scratch.resolve("convolutions/checkpoint.safetensors").toString(),
                "--dataset", "synthetic-digits", "--train-size", "64", "--test-size", "16", "--statistics", "batch",
                "--batch-size",
                "16"));
        assertEquals(0, run("export", "--checkpoint", scratch.resolve("convolutions/checkpoint.safetensors").toString(), "--out",
                scratch.resolve("lenet.onnx").toString()));
        // There is no such port, or the page would be there until Ctrl-C.
        assertEquals(2, run("watch", "--web", "--port", "70000", scratch.resolve("convolutions").toString()));
        // The signature of HDF5 alone: its library finds the damage.
        Path keras = Files.write(scratch.resolve("damaged.h5"),
                new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0});
        assertEquals(1, run("inspect", keras.toString()));
        assertEquals(0, run("run", "identity", "--quick", "--backend", "cpu", "--out", scratch.resolve("study").toString()));
    }

    private static int run(String... arguments) throws Exception {
        Path log = scratch.resolve("classes.log");
        Launch.Result result = Launch.bn(Launch.distribution(), scratch,
                Map.of("BN_JAVA_OPTS", "-Xshare:off -Xlog:class+load=info:file=" + log), arguments);
        Set<URI> sources;
        try (Stream<String> lines = Files.lines(log)) {
            sources = lines.map(SOURCE::matcher).filter(line -> line.find())
                    .map(line -> Path.of(URI.create(line.group(1))).toUri())
                    .collect(Collectors.toSet());
        }
        modules.forEach((name, module) -> {
            if (sources.contains(module.location().orElseThrow())) {
                LOADED.add(name);
            }
        });
        return result.code();
    }

    @Test
    void everyJarIsLoadedOrNeededByOneThatIs() throws IOException {
        Set<String> needed = new HashSet<>(LOADED);
        for (int before = -1; before != needed.size();) {
            before = needed.size();
            Set.copyOf(needed).stream().filter(name -> !name.startsWith("bn.")).map(name -> modules.get(name).descriptor())
                    .forEach(descriptor -> needed.addAll(requires(descriptor)));
        }
        Set<String> idle = new TreeSet<>();
        for (String name : modules.keySet()) {
            // Native libraries have no classes.
            if (!needed.contains(name) && hasClasses(name)) {
                idle.add(name);
            }
        }
        assertEquals(Set.of(), idle);
    }

    /** What the JVM insists on when it finds this module. */
    private static Set<String> requires(ModuleDescriptor descriptor) {
        return descriptor.requires().stream().filter(one -> !one.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name).filter(modules::containsKey).collect(Collectors.toSet());
    }

    private static boolean hasClasses(String name) throws IOException {
        try (var reader = modules.get(name).open(); Stream<String> files = reader.list()) {
            return files.anyMatch(file -> file.endsWith(".class") && !file.endsWith("module-info.class"));
        }
    }
}
