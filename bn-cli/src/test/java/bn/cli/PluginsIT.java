package bn.cli;

import static bn.cli.PluginJars.BACKEND;
import static bn.cli.PluginJars.NORMALIZATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plug-ins and the process of the command: how it ends, and what it prints. */
class PluginsIT {
    private static final String FOREVER = "while (System.nanoTime() != 0) { try { Thread.sleep(9); } catch (InterruptedException e) { continue; } }";

    @TempDir
    private Path scratch;
    private PluginJars jars;

    @BeforeEach
    void folder() throws IOException {
        jars = new PluginJars(scratch);
    }

    /** It may not look like a success, whatever its exit code: in the middle of training, from this thread or another. */
    @ParameterizedTest
    @ValueSource(strings = {"System.exit(0);", "Thread t = new Thread(() -> Runtime.getRuntime().exit(0)); t.start(); "
            + "try { t.join(); } catch (InterruptedException e) { return; }"})
    void anExitDuringTheWorkIsAFailure(String exit) throws Exception {
        Path jar = jars.jar("ends.jar", NORMALIZATION, "Norm", PluginJars.normalization("ends", "", exit));
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "train", "--plugins", jars.folder().toString(), "--norm",
                "ends",
                "--arch", "784-8-10", "--train-size", "128", "--test-size", "8", "--epochs", "1", "--out",
                scratch.resolve("run").toString());
        assertEquals(1, result.code(), result.err());
        String last = result.err().lines().reduce("", (first, second) -> second);
        assertTrue(last.matches("bn: plug-in toy\\.Norm\\S* \\(" + jar + "\\) ended the process before the work was done"),
                result.err());
        assertFalse(Files.exists(scratch.resolve("run/manifest.json")));
    }

    /** Results are on standard output alone; a thread and a hook that never end do not keep the process. */
    @Test
    void whatAPluginPrintsAndLeavesIsNoObstacle() throws Exception {
        jars.jar("leaves.jar", BACKEND, "Toy",
                PluginJars.backend("Toy", "leaves", "System.out.println(\"{ noise\"); new Thread(() -> { " + FOREVER
                        + " }).start(); Runtime.getRuntime().addShutdownHook(new Thread(() -> { " + FOREVER + " }));",
                        "return new Availability.Unavailable(\"a toy\", \"play with it\");"));
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "backends", "--format", "json", "--plugins",
                jars.folder().toString());
        assertEquals(0, result.code(), result.err());
        assertEquals("{ noise", result.err().strip());
        assertTrue(
                Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn backends").path("backends").findValuesAsText("name")
                        .contains("leaves"),
                result.out());
    }

    /** On the module path, where the process that tries them has to find the same modules. */
    @Test
    void whatEndsTheProcessAtOnceIsNamed() throws Exception {
        Path jar = jars.jar("halts.jar", BACKEND, "Toy",
                PluginJars.backend("Toy", "halts", "Runtime.getRuntime().halt(0);", "return null;"));
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "verify", "--backend", "cpu", "--plugins",
                jars.folder().toString());
        assertEquals(0, result.code(), result.err());
        assertEquals(List.of("bn: backend toy.Toy (module halts of " + jar
                + ") ended the process with exit code 0 when it was created and asked for "
                + "its name, so it is not used: take the jar away, or get a right one"), result.err().lines().toList());
    }
}
