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

/** The README's Java example, compiled and run as a module against the distribution's jars. */
class ReadmeExampleIT {
    @TempDir
    private Path scratch;

    @Test
    void theExampleCompilesAndRuns() throws IOException, InterruptedException {
        String readme = Files.readString(Path.of(System.getProperty("bn.root"), "README.md"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertTrue(block.find(), "the README has a Java example");
        Path source = Files.createDirectories(scratch.resolve("source/example"));
        Path example = Files.writeString(source.resolve("Example.java"), "package example;\n" + block.group(1));
        Path descriptor = Files.writeString(source.resolveSibling("module-info.java"),
                "module example { requires bn.experiments; }");
        Path classes = scratch.resolve("classes");
        String library = Launch.distribution().resolve("lib").toString();
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-p", library,
                "-d", classes.toString(), descriptor.toString(), example.toString()));

        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-p", classes + System.getProperty("path.separator") + library,
                "-m", "example/example.Example").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertEquals(11, out.lines().count(), out);
        // lambda = 0.004 / 0.8, alpha = lambda 2.5 / 1.3
        assertTrue(out.startsWith("this unit: lambda 0.0050, weight decay that pulls as hard 0.0096"), out);
        assertTrue(out.contains("class 9: lambda "), out);
    }
}
