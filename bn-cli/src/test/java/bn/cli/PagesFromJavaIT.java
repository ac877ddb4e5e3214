package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/pages-from-java.md, compiled and run as a module against the distribution's jars. */
class PagesFromJavaIT {
    @TempDir
    private Path scratch;

    @Test
    void thePagesOfANetworkAndOfAStudyAreMade() throws IOException, InterruptedException {
        bn("train", "--train-size", "500", "--test-size", "100", "--arch", "784-8-8-10", "--epochs", "1", "--backend", "cpu",
                "--out",
                file("run"));
        bn("run", "constraint", "--quick", "--seeds", "1", "--train-size", "600", "--test-size", "100", "--backend", "cpu",
                "--out",
                file("study"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-p", compiled() + System.getProperty("path.separator") + library(),
                "-m",
                "example/example.Pages", file("run/checkpoint.safetensors"), file("study"), scratch.toString())
                .redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertTrue(Files.readString(scratch.resolve("network.html")).contains("Which layers does batch norm regularize?"),
                "the answers");
        // A header, and the units of the two hidden layers.
        assertEquals(1 + 8 + 8, Files.readAllLines(scratch.resolve("network.csv")).size());
        assertTrue(Files.readString(scratch.resolve("network.json")).contains("\"lambda\""), "the rates");
        assertTrue(Files.readString(scratch.resolve("study.html")).contains("T1 constraint, float64"), "a check of the study");
    }

    private void bn(String... arguments) throws IOException, InterruptedException {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, arguments);
        assertEquals(0, result.code(), result.err());
    }

    private String file(String name) {
        return scratch.resolve(name).toString();
    }

    private static String library() {
        return Launch.distribution().resolve("lib").toString();
    }

    private Path compiled() throws IOException {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(System.getProperty("bn.root"), "docs", "pages-from-java.md")));
        assertTrue(block.find(), "the page has a program");
        Path source = Files.createDirectories(scratch.resolve("source/example"));
        Path program = Files.writeString(source.resolve("Pages.java"), "package example;\n" + block.group(1));
        Path descriptor = Files.writeString(source.resolveSibling("module-info.java"),
                "module example { requires bn.experiments; }");
        Path classes = scratch.resolve("classes");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-p", library(), "-d",
                classes.toString(), descriptor.toString(), program.toString()));
        return classes;
    }
}
