package bn.cpu.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In JVMs of their own: the options with which a JVM is started decide. All that such a JVM prints is compared, warnings too. */
class VectorApiTest {
    private static final String EXPORT = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";
    private static final int VERSION = Runtime.version().feature();
    private static final String VECTORS = "Vector API\nmodule jdk.incubator.vector";

    /** Prints which loops are used, and the module of vectors if they can be used. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws ClassNotFoundException {
            System.out.println(VectorApi.description());
            if (VectorApi.available()) {
                System.out.println(Class.forName("jdk.incubator.vector.FloatVector").getModule());
            }
        }
    }

    @Test
    void isLoadedWithoutAWarningWhereTheJvmAllowsItAndCompilesItSafely() throws Exception {
        assertEquals(VERSION < 21 ? "plain loops (Java " + VERSION + " is older than 21)" : VECTORS, output(EXPORT));
    }

    @Test
    void isLoadedByOlderJvmsForThoseWhoAskForIt() throws Exception {
        assertEquals(VECTORS, output(EXPORT, "-Dbn.cpu.vectors=true"));
    }

    /** Each JVM of Spark is started with the module, which is not a wish of the user. */
    @Test
    void isNotUsedByOlderJvmsThatHaveTheModuleForOthers() throws Exception {
        String printed = output("--add-modules=jdk.incubator.vector");
        assertEquals(VERSION < 21 ? "plain loops (Java " + VERSION + " is older than 21)" : VECTORS,
                printed.lines().filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        assertEquals("plain loops (-Dbn.cpu.vectors=false)", output(EXPORT, "-Dbn.cpu.vectors=false"));
    }

    @Test
    void isNotUsedWhereTheJvmDoesNotAllowIt() throws Exception {
        assertEquals("plain loops (no --add-modules jdk.incubator.vector)", output("-Dbn.cpu.vectors=true"));
    }

    private static String output(String... options) throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", folder(VectorApi.class) + ":" + folder(Program.class), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static String folder(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
