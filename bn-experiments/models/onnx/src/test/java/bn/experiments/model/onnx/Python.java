package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Python with PyTorch or ONNX, if it is installed; tests that need it say so and are skipped otherwise. */
final class Python {
    private static final Path PROGRAM = Path.of("/usr/bin/python3");
    private static final int MINUTES = 5;
    /** Finds modules without importing them, which takes seconds for PyTorch. */
    private static final String FIND = """
            import importlib.util, sys
            sys.exit(any(importlib.util.find_spec(name.strip()) is None for name in '%s'.split(',')))
            """;

    private Python() {}

    /** Runs a script in a folder; skips the test if Python lacks a module. */
    static void run(Path folder, String modules, String script) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM) && start(folder, FIND.formatted(modules)) == 0,
                "skipped: " + PROGRAM + " with " + modules + " is not installed");
        int code = start(folder, script);
        assertEquals(0, code, () -> output(folder));
    }

    private static int start(Path folder, String script) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("script.py"), script);
        Process process = new ProcessBuilder(PROGRAM.toString(), "script.py").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the script takes more than " + MINUTES + " minutes");
        }
        return process.exitValue();
    }

    private static String output(Path folder) {
        try {
            return new String(Files.readAllBytes(folder.resolve("output")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
