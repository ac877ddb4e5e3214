package bn.cli;

import static bn.cli.PluginJars.BACKEND;
import static bn.cli.PluginJars.EXPERIMENT;
import static bn.cli.PluginJars.NORMALIZATION;
import static bn.cli.PluginJars.backend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars in the folder of --plugins: what is wrong with one is said in a line with its path, and the others are used. */
class PluginsTest {
    /** The place of the major version in a class file. */
    private static final int MAJOR = 7;
    private static final byte JAVA_99 = (byte) (99 + 44);
    private static final int PARTS = 8;

    @TempDir
    private Path scratch;
    private PluginJars jars;

    @BeforeEach
    void folder() throws IOException {
        jars = new PluginJars(scratch);
    }

    private Launch.Result bn(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--plugins", jars.folder().toString()));
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
        JsonNode listing = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn backends");
        assertEquals("bn: " + listing.path("failures").get(0).asText(), result.err().strip());
        assertEquals("cpu", listing.at("/backends/0/name").asText(), "others work");
    }

    @Test
    void aPluginIsListedWithItsJar() throws IOException {
        Path jar = jars.jar("toy.jar", BACKEND, "Toy", backend("toy"));
        JsonNode toy = listing().at("/backends/2");
        assertEquals("toy", toy.path("name").asText(), toy.toString());
        assertEquals(jar.toString(), toy.path("jar").asText());
        assertEquals("toy", toy.path("module").asText());
        assertTrue(listing().at("/backends/0/jar").asText().contains("bn-cpu"), listing().toString());
        assertEquals(List.of("batch", "none"), listing().path("normalizations").findValuesAsText("name"));
    }

    @Test
    void aBackendNamedLikeABuiltInOneDoesNotTakeItsPlace() throws IOException {
        Path jar = jars.jar("toy.jar", BACKEND, "Toy", backend("cpu"));
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
        Path jar = jars.jar("norm.jar", NORMALIZATION, "Norm", PluginJars.normalization("batch", "", ""));
        Launch.Result result = bn("train", "--arch", "784-8-10", "--train-size", "64", "--test-size", "8", "--epochs", "1",
                "--out",
                scratch.resolve("run").toString());
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains("2 providers of normalization 'batch'") && result.err().contains(jar.toString()),
                result.err());
    }

    @Test
    void anExperimentIsRunReportedAndComparedLikeABuiltInOne() throws IOException {
        Path jar = jars.jar("toy.jar", EXPERIMENT, "Toy", PluginJars.experiment("toy", ""));
        assertTrue(bn("run", "--list").out().lines().anyMatch(line -> line.startsWith("toy ")));
        Path out = scratch.resolve("study");
        String[] run = {"run", "toy", "--quick", "--seeds", "2", "--train-size", "64", "--test-size", "8", "--out",
                out.toString()};
        Launch.Result result = bn(run);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("supported"), result.out());
        JsonNode manifest = Json.parse(Files.readAllBytes(out.resolve("manifest.json")), "manifest");
        assertEquals("toy", manifest.at("/experiments/0/name").asText(), manifest.toString());
        assertEquals(jar.toString(), manifest.at("/experiments/0/jar").asText());
        assertTrue(Files.readString(out.resolve("report.html")).contains(jar.toString()));
        assertEquals(0, bn("report", out.toString()).code());
        assertTrue(bn("compare", out.toString(), out.toString()).out().contains("No difference"));
        Launch.Result without = InProcess.bn("report", out.toString());
        assertEquals(1, without.code(), without.err());
        assertTrue(without.err().contains("toy.csv is of an experiment that this version of bn does not have"), without.err());
        assertTrue(without.err().contains("plug-ins"), without.err());
    }

    @Test
    void anExperimentNamedLikeABuiltInOneDoesNotTakeItsPlace() throws IOException {
        Path jar = jars.jar("toy.jar", EXPERIMENT, "Toy", PluginJars.experiment("data", ""));
        for (String[] request : new String[][] {{"run", "data"}, {"reproduce"}}) {
            Launch.Result result = bn(request);
            assertEquals(2, result.code(), result.err());
            assertTrue(result.err().contains("2 providers of experiment 'data'"), result.err());
            assertTrue(result.err().contains("toy.Toy (module toy of " + jar + ")"), result.err());
        }
        Launch.Result list = bn("run", "--list");
        assertEquals(0, list.code(), list.err());
        assertTrue(list.out().lines().noneMatch(line -> line.startsWith("data ")), list.out());
        assertTrue(list.out().lines().anyMatch(line -> line.startsWith("noise ")), "others work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Cpu", "CPU", "two words", "toy:java", "auto", "toy\\u001b[31m", "a--b", "-", "\u00e4"})
    void anOddNameIsRefused(String name) throws IOException {
        Path jar = jars.jar("toy.jar", BACKEND, "Toy", backend(name));
        refused("toy.Toy (module toy of " + jar + ") has the name '", "lower-case letters");
    }

    @Test
    void whatAProviderThrowsNamesItsJar() throws IOException {
        Path jar = jars.jar("toy.jar", BACKEND, "Toy", backend("Toy", "toy", "int[] a = {}; a[1] = 2;", "return null;"));
        refused("toy.Toy (module toy of " + jar + ")", "ArrayIndexOutOfBoundsException");
        Files.delete(jar);
        Path other = jars.jar("other.jar", BACKEND, "Other",
                backend("Other", "other", "", "throw new NullPointerException(\"driver\");"));
        Launch.Result result = bn("verify", "--backend", "other");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("NullPointerException: driver") && result.err().contains(other.toString()),
                result.err());
    }

    @Test
    void aClassForANewerJavaSaysSo() throws IOException {
        Path compiled = jars.jar("toy.jar", BACKEND, "Toy", backend("toy"));
        byte[] type;
        try (FileSystem zip = FileSystems.newFileSystem(compiled)) {
            type = Files.readAllBytes(zip.getPath("toy/Toy.class"));
        }
        type[MAJOR] = JAVA_99;
        Path jar = jars.archive("toy.jar", "toy", "META-INF/services/" + BACKEND, "toy.Toy".getBytes(StandardCharsets.UTF_8),
                "toy/Toy.class", type);
        refused(jar.toString(), "use the newer Java");
    }

    @Test
    void aClassThatIsMissingIsNamed() throws IOException {
        jars.archive("gone.jar", "gone", "META-INF/services/" + BACKEND, "toy.Gone".getBytes(StandardCharsets.UTF_8),
                "toy/Other.txt", new byte[1]);
        Launch.Result result = bn("backends");
        assertTrue(result.err().contains("toy.Gone") && result.err().contains("gone.jar"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    /** The CPU backend, but for a gradient with respect to the inputs that is 1 % too large. */
    @Test
    void theChecksFailForAWrongBackend() throws IOException {
        jars.jar("wrong.jar", BACKEND, "Wrong", """
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
                """);
        for (String[] request : new String[][] {{"verify"}, {"verify", "--all"}, {"verify", "--all", "--format", "json"}}) {
            List<String> all = new ArrayList<>(List.of(request));
            all.addAll(List.of("--backend", "wrong"));
            Launch.Result result = bn(all.toArray(String[]::new));
            assertEquals(1, result.code(), result.out() + result.err());
            assertTrue(result.out().contains("FAILED") || result.out().contains("\"passed\" : false"), result.out());
        }
    }

    @Test
    void aNameThatChangesIsRefused() throws IOException {
        Path jar = jars.jar("toy.jar", BACKEND, "Toy",
                backend("toy").replace("return \"toy\"", "return \"toy\" + System.nanoTime()"));
        refused("toy.Toy (module toy of " + jar + ") has the name 'toy", "asked again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw new OutOfMemoryError(\"toy\")", "throw new ThreadDeath()", "deep()",
            "Toy.<RuntimeException>sneak(new java.io.IOException())",
            "throw new Error() { public String toString() { return toString(); } }"})
    void whateverIsThrownNamesTheJar(String thrown) throws IOException {
        Path jar = jars.jar("toy.jar", BACKEND, "Toy",
                backend("Toy", "toy", thrown + ";", "return null;").replace("public Toy()", "static "
                        + "<T extends Throwable> void sneak(Throwable e) throws T { @SuppressWarnings(\"unchecked\") T t = (T) e; throw t; } "
                        + "static int deep() { return deep() + 1; } public Toy()"));
        refused("toy.Toy (module toy of " + jar + ") failed: ");
    }

    /** What it was compiled with had other methods. */
    @Test
    void aPluginForAnotherVersionIsNamedWhenThatIsMet() throws IOException {
        Path old = jars.jar("old.jar", BACKEND, "Toy", backend("old").replace("Availability probe()", "Object probe(int x)"),
                List.of(
                        "bn/api/backend/BackendProvider.java",
                        "package bn.api.backend; public interface BackendProvider extends bn.api.spi.Named { "
                                + "int priority(); Object probe(int x); Backend open(BackendOptions options); }"));
        Launch.Result probed = bn("verify", "--backend", "old");
        assertEquals(1, probed.code(), probed.err());
        assertTrue(
                probed.err().contains("AbstractMethodError") && probed.err().contains(old.toString())
                        && probed.err().contains("another version"),
                probed.err());
        assertEquals(1, probed.err().lines().count(), probed.err());
        Files.delete(old);

        String tensor = "package bn.api; public interface Tensor { double[] toDoubles(); void upload(double[] values, int at); void gone(); }";
        String create = "package bn.api.norm; public interface NormalizationProvider extends bn.api.spi.Named { "
                + "Normalization create(bn.api.backend.Backend backend, String spec); }";
        Path call = jars.jar("call.jar", NORMALIZATION, "Norm", PluginJars.normalization("call", "", "x.gone();"),
                List.of("bn/api/Tensor.java", tensor));
        failsToTrain("call", call, "NoSuchMethodError");
        Files.delete(call);
        Path make = jars.jar("make.jar", NORMALIZATION, "Norm",
                PluginJars.normalization("make", "", "").replace("NormalizationSpec spec",
                        "String spec"),
                List.of("bn/api/norm/NormalizationProvider.java", create));
        failsToTrain("make", make, "AbstractMethodError");
    }

    private void failsToTrain(String name, Path jar, String what) {
        Launch.Result result = bn("train", "--arch", "784-8-10", "--train-size", "128", "--test-size", "8", "--epochs", "1",
                "--norm", name,
                "--out", scratch.resolve("run").toString());
        assertEquals(1, result.code(), result.err());
        String last = result.err().lines().reduce("", (first, second) -> second);
        assertTrue(last.startsWith("bn: plug-in toy.Norm") && last.contains(jar.toString()) && last.contains(what)
                && last.contains("another version of bn"), last);
        assertTrue(result.err().lines().noneMatch(line -> line.startsWith("\tat ")), result.err());
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
        Path damaged = Files.writeString(jars.folder().resolve("damaged.jar"), "PK no zip");
        unusable(damaged.toString(), "zip");
        Files.delete(damaged);
        unusable("holds no modular jar");
        jars.archive("one.jar", "toy");
        jars.archive("two.jar", "toy");
        unusable("toy", "one.jar", "two.jar");
        Files.delete(jars.folder().resolve("one.jar"));
        Files.delete(jars.folder().resolve("two.jar"));
        jars.archive("sql.jar", "java.sql");
        unusable("module java.sql of " + jars.folder().resolve("sql.jar"), "already");
    }

    /** It is never used without a word where nobody sees that it was passed over. */
    @Test
    void whatIsNamedLikeAJarAndIsNoneIsNamed() throws IOException {
        jars.jar("toy.jar", BACKEND, "Toy", backend("toy"));
        Path folder = Files.createDirectory(jars.folder().resolve("folder.jar"));
        unusable(folder + " in the folder of plug-ins is a folder, not a jar");
        Files.delete(folder);
        Path link = Files.createSymbolicLink(folder, scratch.resolve("nothing"));
        unusable(link + " in the folder of plug-ins is a link to nothing");
        Files.delete(link);
        Path empty = Files.createFile(folder);
        unusable(empty.toString());
    }

    @Test
    void jarsThatDoNotFitTogetherAreNamed() throws IOException {
        String source = "package same; public class %s { }";
        Path one = jars.modular("first.jar", "module first { exports same; }", "same/One.java", source.formatted("One"));
        Path two = jars.modular("second.jar", "module second { exports same; }", "same/Two.java", source.formatted("Two"));
        Path toy = jars.jar("toy.jar", BACKEND, "Toy", backend("toy"));
        unusable("same", "first is " + one, "second is " + two);
        Files.delete(toy);
        unusable("same", "first is " + one, "second is " + two);
        Files.delete(two);
        unusable("--plugins " + jars.folder() + " has no effect: none of " + one + " provides");
        // Its class path has the module that it is compiled with; the folder of plug-ins has not.
        Path lacks = jars.archive("lacks.jar", null, "module-info.class", descriptor("lacks", "absent"));
        unusable("absent", "lacks is " + lacks);
    }

    /** A descriptor that requires a module that is not there when it is used. */
    private byte[] descriptor(String name, String required) throws IOException {
        Path sources = Files.createDirectories(scratch.resolve("descriptors"));
        for (String[] each : new String[][] {{required, "module " + required + " { }"},
                {name, "module " + name + " { requires " + required + "; }"}}) {
            Files.writeString(Files.createDirectories(sources.resolve(each[0])).resolve("module-info.java"), each[1]);
        }
        assertEquals(0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "--module-source-path", sources.toString(), "-d",
                        sources.resolve("out").toString(), "-m", name));
        return Files.readAllBytes(sources.resolve("out").resolve(name).resolve("module-info.class"));
    }

    /** Bytes of a jar that are zeroed, place by place: another line for each, or it works, but never a stack trace. */
    @Test
    void aDamagedJarNeverShowsAStackTrace() throws IOException {
        Path jar = jars.jar("toy.jar", BACKEND, "Toy", backend("toy"));
        byte[] whole = Files.readAllBytes(jar);
        for (int part = 0; part < PARTS; part++) {
            byte[] damaged = whole.clone();
            int from = whole.length * part / PARTS;
            Arrays.fill(damaged, from, Math.min(whole.length, from + 32), (byte) 0);
            Files.write(jar, damaged);
            Launch.Result result = bn("backends");
            assertTrue(result.code() == 0 || result.code() == 2, result.err());
            assertTrue(result.err().lines().count() <= 1 && !result.err().contains("internal error"), result.err());
            assertTrue(result.err().isEmpty() || result.err().contains("toy.jar"), result.err());
            assertTrue(!result.err().isEmpty() || result.out().contains(jar.toString()), "not even named");
        }
    }
}
