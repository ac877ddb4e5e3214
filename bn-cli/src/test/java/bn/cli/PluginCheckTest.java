package bn.cli;

import static bn.cli.PluginJars.BACKEND;
import static bn.cli.PluginJars.EXPERIMENT;
import static bn.cli.PluginJars.NORMALIZATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that end the process or never return. This process is that of the command: it goes on, names them and uses the others. */
class PluginCheckTest {
    private static final String TIMEOUT = "bn.plugin.seconds";
    private static final String UNAVAILABLE = "return new Availability.Unavailable(\"a toy\", \"play with it\");";
    private static final String CREATED = "when it was created and asked for its name";
    private static final String FOREVER = "while (System.nanoTime() != 0) { try { Thread.sleep(9); } catch (InterruptedException e) { continue; } }";

    @TempDir
    private Path scratch;
    private PluginJars jars;
    /** What is to be said of each jar. */
    private final Map<Path, String> expected = new LinkedHashMap<>();

    @BeforeEach
    void folder() throws IOException {
        jars = new PluginJars(scratch);
        // Far more than what those that do return take.
        System.setProperty(TIMEOUT, "2");
    }

    @AfterEach
    void patience() {
        System.clearProperty(TIMEOUT);
    }

    /** Adds a backend, in a package of its own. */
    private void bad(String name, String what, String constructor, String named, String probe) throws IOException {
        expected.put(jars.jar(name + ".jar", BACKEND, "Toy", PluginJars.backend("Toy", name, constructor, probe)
                .replace("package toy", "package " + name).replace("String name() {", "String name() { " + named)), what);
    }

    /** One line for each that is bad, and the good ones are there. */
    private void check() throws IOException {
        jars.jar("good.jar", BACKEND, "Toy", PluginJars.backend("good").replace("package toy", "package good"));
        jars.jar("fine.jar", NORMALIZATION, "Norm",
                PluginJars.normalization("fine", "", "").replace("package toy", "package fine"));
        Launch.Result result = InProcess.bn("backends", "--format", "json", "--plugins", jars.folder().toString());
        assertEquals(0, result.code(), result.err());
        assertEquals(expected.size(), result.err().lines().count(), result.err());
        expected.forEach((jar, what) -> assertTrue(result.err().lines().anyMatch(line -> line.contains(" of " + jar + ") " + what)
                && line.endsWith("so it is not used: take the jar away, or get a right one")),
                jar + " " + what + " in " + result.err()));
        JsonNode listing = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn backends");
        assertTrue(listing.at("/backends").findValuesAsText("name").contains("good"), result.out());
        assertTrue(listing.at("/normalizations").findValuesAsText("name").contains("fine"), result.out());
        assertEquals(expected.size(), listing.path("failures").size());
    }

    @Test
    void oneThatEndsTheProcessIsNamed() throws IOException {
        bad("exits", "ended the process with exit code 0 " + CREATED, "System.exit(0);", "", UNAVAILABLE);
        bad("halts", "ended the process with exit code 7 " + CREATED, "", "Runtime.getRuntime().halt(7);", UNAVAILABLE);
        bad("probed", "ended the process with exit code 3 when it was probed", "", "", "System.exit(3); return null;");
        // What it started has the other end of the pipe.
        bad("parent", "ended the process with exit code 5 " + CREATED,
                "try { new ProcessBuilder(\"sleep\", \"20\").inheritIO().start(); } "
                        + "catch (java.io.IOException e) { return; } System.exit(5);",
                "", UNAVAILABLE);
        expected.put(jars.jar("norm.jar", NORMALIZATION, "Norm", PluginJars.normalization("norm", "System.exit(1);", "")
                .replace("package toy", "package norm")), "ended the process with exit code 1 " + CREATED);
        check();
    }

    @Test
    void anExperimentThatEndsTheProcessIsNamed() throws IOException {
        Path jar = jars.jar("ends.jar", EXPERIMENT, "Toy", PluginJars.experiment("ends", "System.exit(4);").replace("package toy",
                "package ends"));
        jars.jar("good.jar", EXPERIMENT, "Toy", PluginJars.experiment("good", "").replace("package toy", "package good"));
        Launch.Result result = InProcess.bn("run", "--list", "--plugins", jars.folder().toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains(" of " + jar + ") ended the process with exit code 4 " + CREATED), result.err());
        assertTrue(result.out().contains("good ") && !result.out().contains("ends "), result.out());
    }

    @Test
    void oneThatDoesNotReturnIsNamed() throws IOException {
        String slow = "did not return within 2.0 s ";
        bad("loops", slow + CREATED, "", FOREVER, UNAVAILABLE);
        bad("waits", slow + "when it was probed", "", "",
                "try { synchronized (this) { wait(); } } catch (InterruptedException e) { return null; } "
                        + "return null;");
        // In the command it would wait for the keyboard.
        bad("reads", slow + CREATED, "try { System.in.read(); } catch (java.io.IOException e) { return; }", "", UNAVAILABLE);
        check();
    }

    /** What they print, and threads that they leave, are in nobody's way. */
    @Test
    void oneThatPrintsOrLeavesThreadsIsUsed() throws IOException {
        jars.jar("prints.jar", BACKEND, "Toy",
                PluginJars.backend("Toy", "prints", "System.out.print(\"\\nbn-plugin done\\nbn-plugin slow\\n{\"); "
                        + "new Thread(() -> { " + FOREVER + " }).start();", UNAVAILABLE)
                        .replace("package toy", "package prints"));
        check();
    }
}
