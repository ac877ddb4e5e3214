package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
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
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars in the folder of --plugins: what is wrong with one is said in a line with its path, and the others are used. */
class PluginsTest {
    private static final String BACKEND = "bn.api.backend.BackendProvider";
    private static final String NORMALIZATION = "bn.api.norm.NormalizationProvider";
    /** The place of the major version in a class file. */
    private static final int MAJOR = 7;
    private static final byte JAVA_99 = (byte) (99 + 44);

    @TempDir
    private Path scratch;
    private Path plugins;

    @BeforeEach
    void folder() throws IOException {
        plugins = Files.createDirectories(scratch.resolve("plugins"));
    }

    private static String backend(String type, String name, String constructor, String probe) {
        return "package toy; import bn.api.backend.*; public class " + type + " implements BackendProvider {"
                + " public " + type + "() { " + constructor + " }"
                + " public String name() { return \"" + name + "\"; }"
                + " public String description() { return \"a toy\"; }"
                + " public int priority() { return 500; }"
                + " public Availability probe() { " + probe + " }"
                + " public Backend open(BackendOptions options) { throw new bn.api.BnException(\"a toy\"); } }";
    }

    private static String backend(String name) {
        return backend("Toy", name, "", "return new Availability.Unavailable(\"a toy\", \"play with it\");");
    }

    /** A jar with one class, which provides a service. */
    private Path jar(String file, String service, String type, String code, boolean newer) throws IOException {
        Path source = Files.createDirectories(scratch.resolve(file + "-source")).resolve(type + ".java");
        Files.writeString(source, code);
        Path classes = Files.createDirectories(scratch.resolve(file + "-classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-cp",
                System.getProperty("java.class.path"), "-d", classes.toString(), source.toString()));
        byte[] compiled = Files.readAllBytes(classes.resolve("toy").resolve(type + ".class"));
        if (newer) {
            compiled[MAJOR] = JAVA_99;
        }
        return archive(file, file.replace(".jar", "").replace('-', '.'), "META-INF/services/" + service,
                ("toy." + type).getBytes(StandardCharsets.UTF_8), "toy/" + type + ".class", compiled);
    }

    private Path archive(String file, String module, Object... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Automatic-Module-Name"), module);
        Path jar = plugins.resolve(file);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new JarEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
                zip.closeEntry();
            }
        }
        return jar;
    }

    private Launch.Result bn(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--plugins", plugins.toString()));
        return InProcess.bn(all.toArray(String[]::new));
    }

    private JsonNode listing() {
        Launch.Result result = bn("backends", "--format", "json");
        assertEquals(0, result.code(), result.err());
        return Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn backends");
    }

    /** It is found, listed with its jar, and what it failed at is one line on standard error that has all these parts. */
    private void refused(String... parts) {
        Launch.Result result = bn("backends", "--format", "json");
        assertEquals(0, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        for (String part : parts) {
            assertTrue(result.err().contains(part), result.err());
        }
        assertFalse(result.err().contains("\u001b"), result.err());
        assertEquals("bn: " + listing().path("failures").get(0).asText(), result.err().strip());
        assertEquals("cpu", listing().at("/backends/0/name").asText(), "others work");
    }

    @Test
    void aPluginIsListedWithItsJar() throws IOException {
        Path jar = jar("toy.jar", BACKEND, "Toy", backend("toy"), false);
        JsonNode toy = listing().at("/backends/2");
        assertEquals("toy", toy.path("name").asText(), toy.toString());
        assertEquals(jar.toString(), toy.path("jar").asText());
        assertEquals("toy", toy.path("module").asText());
        assertTrue(listing().at("/backends/0/jar").asText().contains("bn-cpu"), listing().toString());
        assertEquals(List.of("batch", "none"), listing().path("normalizations").findValuesAsText("name"));
    }

    @Test
    void aBackendNamedLikeABuiltInOneDoesNotTakeItsPlace() throws IOException {
        Path jar = jar("toy.jar", BACKEND, "Toy", backend("cpu"), false);
        for (String[] request : new String[][] {{"verify"}, {"verify", "--backend", "cpu"}}) {
            Launch.Result result = bn(request);
            assertEquals(2, result.code(), result.err());
            for (String part : List.of("2 providers of backend 'cpu'", "toy.Toy (module toy of " + jar + ")", "bn-cpu")) {
                assertTrue(result.err().contains(part), result.err());
            }
        }
        assertTrue(listing().path("auto").isNull());
    }

    @Test
    void aNormalizationNamedLikeABuiltInOneDoesNotTakeItsPlace() throws IOException {
        Path jar = jar("norm.jar", NORMALIZATION, "Norm", "package toy; import bn.api.norm.*; public class Norm implements "
                + "NormalizationProvider { public String name() { return \"batch\"; } public String description() { return \"a toy\"; } "
                + "public Normalization create(bn.api.backend.Backend backend, NormalizationSpec spec) { return null; } }", false);
        Launch.Result result = bn("train", "--arch", "784-8-10", "--train-size", "64", "--test-size", "8", "--epochs", "1", "--out",
                scratch.resolve("run").toString());
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains("2 providers of normalization 'batch'") && result.err().contains(jar.toString()), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Cpu", "CPU", "two words", "toy:java", "auto", "toy\\u001b[31m", "a--b", "-", "\u00e4"})
    void anOddNameIsRefused(String name) throws IOException {
        Path jar = jar("toy.jar", BACKEND, "Toy", backend(name), false);
        refused("toy.Toy (module toy of " + jar + ") has the name '", "lower-case letters");
    }

    @Test
    void whatAProviderThrowsNamesItsJar() throws IOException {
        Path jar = jar("toy.jar", BACKEND, "Toy", backend("Toy", "toy", "int[] a = {}; a[1] = 2;", "return null;"), false);
        refused("toy.Toy (module toy of " + jar + ")", "ArrayIndexOutOfBoundsException");
        Files.delete(jar);
        Path other = jar("other.jar", BACKEND, "Other", backend("Other", "other", "", "throw new NullPointerException(\"driver\");"), false);
        Launch.Result result = bn("verify", "--backend", "other");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("NullPointerException: driver") && result.err().contains(other.toString()), result.err());
    }

    @Test
    void aClassForANewerJavaSaysSo() throws IOException {
        Path jar = jar("toy.jar", BACKEND, "Toy", backend("toy"), true);
        refused(jar.toString(), "start bn with the newer Java");
    }

    @Test
    void aClassThatIsMissingIsNamed() throws IOException {
        archive("gone.jar", "gone", "META-INF/services/" + BACKEND, "toy.Gone".getBytes(StandardCharsets.UTF_8), "toy/Other.txt", new byte[1]);
        Launch.Result result = bn("backends");
        assertTrue(result.err().contains("toy.Gone") && result.err().contains("gone.jar"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    /** The CPU backend, but for a gradient with respect to the inputs that is 1 % too large. */
    @Test
    void theChecksFailForAWrongBackend() throws IOException {
        jar("wrong.jar", BACKEND, "Wrong", """
                package toy;
                import bn.api.*;
                import bn.api.backend.*;
                import bn.api.kernel.BatchNormKernel;
                import java.lang.reflect.Proxy;
                public class Wrong implements BackendProvider {
                    public String name() { return "wrong"; }
                    public String description() { return "a wrong one"; }
                    public int priority() { return 1; }
                    public Availability probe() { return new bn.cpu.CpuBackendProvider().probe(); }
                    public Backend open(BackendOptions options) {
                        Backend right = new bn.cpu.CpuBackendProvider().open(options);
                        return (Backend) Proxy.newProxyInstance(Wrong.class.getClassLoader(), new Class<?>[] {Backend.class},
                                (proxy, method, arguments) -> switch (method.getName()) {
                                    case "name" -> name();
                                    case "batchNorm" -> wrong(right.batchNorm());
                                    default -> method.invoke(right, arguments);
                                });
                    }
                    private static Object wrong(BatchNormKernel right) {
                        return Proxy.newProxyInstance(Wrong.class.getClassLoader(), new Class<?>[] {BatchNormKernel.class},
                                (proxy, method, arguments) -> {
                                    Object result = method.invoke(right, arguments);
                                    if (method.getName().equals("backward")) {
                                        Tensor dx = (Tensor) arguments[7];
                                        double[] values = dx.toDoubles();
                                        for (int i = 0; i < values.length; i++) { values[i] *= 1.01; }
                                        dx.upload(values, 0);
                                    }
                                    return result;
                                });
                    }
                }
                """, false);
        for (String[] request : new String[][] {{"verify"}, {"verify", "--all"}, {"verify", "--all", "--format", "json"}}) {
            List<String> all = new ArrayList<>(List.of(request));
            all.addAll(List.of("--backend", "wrong"));
            Launch.Result result = bn(all.toArray(String[]::new));
            assertEquals(1, result.code(), result.out() + result.err());
            assertTrue(result.out().contains("FAILED") || result.out().contains("\"passed\" : false"), result.out());
        }
    }

    private void unusable(String... parts) {
        Launch.Result result = bn("backends");
        assertEquals(2, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        for (String part : parts) {
            assertTrue(result.err().contains(part), result.err());
        }
    }

    @Test
    void aJarThatIsDamagedOrThereTwiceIsNamed() throws IOException {
        Path damaged = Files.writeString(plugins.resolve("damaged.jar"), "PK no zip");
        unusable(damaged.toString(), "zip");
        Files.delete(damaged);
        unusable("holds no modular jar");
        archive("one.jar", "toy");
        archive("two.jar", "toy");
        unusable("toy", "one.jar", "two.jar");
        Files.delete(plugins.resolve("one.jar"));
        Files.delete(plugins.resolve("two.jar"));
        archive("sql.jar", "java.sql");
        unusable("module java.sql of " + plugins.resolve("sql.jar"), "already");
    }
}
