package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles plug-ins from their source, into a folder for --plugins. */
final class PluginJars {
    static final String BACKEND = "bn.api.backend.BackendProvider";
    static final String NORMALIZATION = "bn.api.norm.NormalizationProvider";
    static final String EXPERIMENT = "bn.experiments.study.Experiment";

    private final Path scratch;
    private final Path folder;

    PluginJars(Path scratch) throws IOException {
        this.scratch = scratch;
        folder = Files.createDirectories(scratch.resolve("plugins"));
    }

    Path folder() {
        return folder;
    }

    /** The source of a backend that opens nothing, in package toy. */
    static String backend(String type, String name, String constructor, String probe) {
        return "package toy; import bn.api.backend.*; public class " + type + " implements BackendProvider {"
                + " public " + type + "() { " + constructor + " }"
                + " public String name() { return \"" + name + "\"; }"
                + " public String description() { return \"a toy\"; }"
                + " public int priority() { return 500; }"
                + " public Availability probe() { " + probe + " }"
                + " public Backend open(BackendOptions options) { throw new bn.api.BnException(\"a toy\"); } }";
    }

    static String backend(String name) {
        return backend("Toy", name, "", "return new Availability.Unavailable(\"a toy\", \"play with it\");");
    }

    /** The source of a normalization that does not change its inputs. */
    static String normalization(String name, String constructor, String forward) {
        return "package toy; import bn.api.Tensor; import bn.api.norm.*; import java.util.*;"
                + " public class Norm implements NormalizationProvider {"
                + " public Norm() { " + constructor + " }"
                + " public String name() { return \"" + name + "\"; }"
                + " public String description() { return \"a toy\"; }"
                + " public Normalization create(bn.api.backend.Backend backend, NormalizationSpec spec) { return new Normalization() {"
                + " public void forward(Tensor x, Tensor y) { " + forward + " y.upload(x.toDoubles(), 0); }"
                + " public void infer(Tensor x, Tensor y) { y.upload(x.toDoubles(), 0); }"
                + " public void backward(Tensor x, Tensor dy, Tensor dx) { dx.upload(dy.toDoubles(), 0); }"
                + " public List<Parameter> parameters() { return List.of(); }"
                + " public Optional<Parameter> gamma() { return Optional.empty(); }"
                + " public Optional<BatchStatistics> statistics() { return Optional.empty(); }"
                + " public Map<String, double[]> state() { return Map.of(); }"
                + " public void restore(Map<String, double[]> state) { }"
                + " public void close() { } }; } }";
    }

    /** The source of an experiment that measures the seed, and claims that it is at least 1. */
    static String experiment(String name, String constructor) {
        return "package toy; import bn.experiments.study.*; import java.util.*;"
                + " public class Toy implements Experiment {"
                + " public Toy() { " + constructor + " }"
                + " public String name() { return \"" + name + "\"; }"
                + " public String title() { return \"A toy\"; }"
                + " public String question() { return \"Does it play?\"; }"
                + " public List<String> factors() { return List.of(); }"
                + " public List<Trial> trials(Protocol protocol) { return Trials.grid(protocol).measure((context, recorder, at) ->"
                + " recorder.record(\"seed\", at.seed())); }"
                + " public Criteria criteria() { return Criteria.read(name(), new java.io.ByteArrayInputStream((\"{'plays': {'title': 'Plays', "
                + "'statement': 's', 'measure': 'm', 'side': 'at_least', 'value': 1, 'reason': 'r'}}\").replace('\\'', '\"').getBytes())); }"
                + " public Findings findings(Evidence evidence) { return new Findings(List.of(\"p\"),"
                + " List.of(evidence.judge(\"plays\", evidence.results().each(\"seed\").smallest())), List.of(), List.of(\"m\")); } }";
    }

    /** A jar with one provider, in the package that its source names; its module is named like the file. */
    Path jar(String file, String service, String type, String code) throws IOException {
        return jar(file, service, type, code, List.of());
    }

    /**
     * The same.
     *
     * @param older sources, as file and text in turn, that the provider is compiled with and does not contain
     */
    Path jar(String file, String service, String type, String code, List<String> older) throws IOException {
        String place = code.substring("package ".length(), code.indexOf(';'));
        Path classes = compile(file, List.of(place + "/" + type + ".java", code), older);
        List<Object> entries = new ArrayList<>(
                List.of("META-INF/services/" + service, (place + "." + type).getBytes(StandardCharsets.UTF_8)));
        try (Stream<Path> compiled = Files.list(classes.resolve(place))) {
            for (Path each : compiled.toList()) {
                entries.addAll(List.of(place + "/" + each.getFileName(), Files.readAllBytes(each)));
            }
        }
        return archive(file, file.replace(".jar", "").replace('-', '.'), entries.toArray());
    }

    /** A jar with a descriptor. */
    Path modular(String file, String descriptor, String... sources) throws IOException {
        List<String> all = new ArrayList<>(List.of("module-info.java", descriptor));
        all.addAll(List.of(sources));
        Path classes = compile(file, all, List.of());
        List<Object> entries = new ArrayList<>();
        try (Stream<Path> compiled = Files.walk(classes)) {
            for (Path each : compiled.filter(Files::isRegularFile).toList()) {
                entries.addAll(List.of(classes.relativize(each).toString().replace('\\', '/'), Files.readAllBytes(each)));
            }
        }
        return archive(file, null, entries.toArray());
    }

    private Path compile(String file, List<String> sources, List<String> older) throws IOException {
        Path classes = Files.createDirectories(scratch.resolve(file + "-classes"));
        Path before = Files.createDirectories(scratch.resolve(file + "-older"));
        String path = System.getProperty("java.class.path");
        if (!older.isEmpty()) {
            javac(before, path, write(file + "-older-source", older));
        }
        javac(classes, before + System.getProperty("path.separator") + path, write(file + "-source", sources));
        return classes;
    }

    private List<String> write(String folder, List<String> sources) throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < sources.size(); i += 2) {
            Path source = scratch.resolve(folder).resolve(sources.get(i));
            Files.createDirectories(source.getParent());
            files.add(Files.writeString(source, sources.get(i + 1)).toString());
        }
        return files;
    }

    private static void javac(Path classes, String path, List<String> files) {
        List<String> arguments = new ArrayList<>(
                List.of("--release", "17", "-nowarn", "-proc:none", "-d", classes.toString(), "-cp", path));
        if (files.stream().anyMatch(file -> file.endsWith("module-info.java"))) {
            arguments.addAll(List.of("-p", path));
        }
        arguments.addAll(files);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }

    /** A jar of entries, as name and bytes in turn, with a name of its module in the manifest unless null. */
    Path archive(String file, String module, Object... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (module != null) {
            manifest.getMainAttributes().put(new Attributes.Name("Automatic-Module-Name"), module);
        }
        Path jar = folder.resolve(file);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new JarEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
