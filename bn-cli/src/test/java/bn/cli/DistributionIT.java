package bn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches the assembled distribution on the module path: javac accepts descriptors that the JVM refuses. */
class DistributionIT {
    @TempDir
    private Path scratch;

    @Test
    void theCpuBackendIsFoundAsAModule() throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "backends", "--format", "json");
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        JsonNode cpu = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn backends").at("/backends/0");
        assertAll(
                () -> assertEquals("cpu", cpu.path("name").asText()),
                () -> assertTrue(cpu.path("available").asBoolean()),
                () -> assertEquals("bn.cpu", cpu.path("module").asText()),
                () -> assertEquals(2, cpu.at("/devices/0/dtypes").size()));
    }

    @Test
    void theCpuBackendComputesOnTheModulePath() throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "verify", "--format", "json");
        assertEquals(0, result.code(), result.err());
        JsonNode cases = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn verify").path("cases");
        assertTrue(cases.size() > 0);
        cases.forEach(one -> assertTrue(one.path("maxRelativeError").asDouble() <= one.path("bar").asDouble(), one::toString));
    }

    @Test
    void withoutTheCpuJarTheErrorSaysWhatToAdd() throws Exception {
        Path variant = Launch.variant(scratch.resolve("variant"), jar -> !jar.startsWith("bn-cpu"));
        Launch.Result listing = Launch.bn(variant, scratch, "backends");
        assertEquals(0, listing.code(), listing.err());
        assertTrue(listing.out().contains("No backend was found"), listing.out());

        Launch.Result verify = Launch.bn(variant, scratch, "verify");
        assertEquals(1, verify.code());
        assertTrue(verify.err().contains("bn-cpu") && verify.err().contains("--plugins"), verify.err());
        assertEquals(1, verify.err().lines().count(), verify.err());
    }

    @Test
    void aBackendInAPluginFolderIsFound() throws Exception {
        Path variant = Launch.variant(scratch.resolve("variant"), jar -> !jar.startsWith("bn-cpu"));
        Path plugins = scratch.resolve("plugins");
        Files.createDirectories(plugins);
        compilePlugin(plugins.resolve("toy"));
        Launch.Result result = Launch.bn(variant, scratch, "backends", "--plugins", plugins.resolve("toy").toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("toy.plugin"), result.out());
        assertTrue(result.out().contains("not available: a toy; play with it"), result.out());
        assertFalse(result.out().contains("No backend was found"), result.out());
    }

    /** A module of one backend provider, as a folder of classes. */
    private void compilePlugin(Path target) throws Exception {
        Path source = Files.createDirectories(scratch.resolve("source/toy"));
        Path descriptor = Files.writeString(source.resolveSibling("module-info.java"), """
                module toy.plugin { requires bn.api; provides bn.api.backend.BackendProvider with toy.Toy; }
                """);
        Path provider = Files.writeString(source.resolve("Toy.java"), """
                package toy;
                public class Toy implements bn.api.backend.BackendProvider {
                    public String name() { return "toy"; }
                    public String description() { return "a toy"; }
                    public int priority() { return 1; }
                    public bn.api.backend.Availability probe() {
                        return new bn.api.backend.Availability.Unavailable("a toy", "play with it");
                    }
                    public bn.api.backend.Backend open(bn.api.backend.BackendOptions options) {
                        throw new bn.api.BnException("a toy");
                    }
                }
                """);
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17",
                "-p", Launch.distribution().resolve("lib").toString(), "-d", target.toString(),
                descriptor.toString(), provider.toString());
        assertEquals(0, code);
    }

    @Test
    void failuresAreOneLineAndAnExitCode() throws Exception {
        for (List<String> wrong : List.of(
                List.of("nonsense"),
                List.of("verify", "--backend", "nonsense"),
                List.of("rate", "linear", "--dataset", "nonsense"),
                List.of("rate", "linear", "--gamma", "0"),
                List.of("train", "--norm", "nonsense", "--out", scratch.resolve("run").toString()))) {
            Launch.Result result = Launch.bn(Launch.distribution(), scratch, wrong.toArray(String[]::new));
            assertEquals(2, result.code(), () -> wrong + ": " + result.err());
            assertEquals(1, result.err().lines().count(), () -> wrong + ": " + result.err());
            assertEquals("", result.out(), wrong::toString);
        }
    }
}
