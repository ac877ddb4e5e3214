package bn.experiments.model.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Networks that h5py writes. */
final class PythonNetworks {
    private static final String PYTHON = "/usr/bin/python3";

    private PythonNetworks() {}

    /** Writes them to a folder; says why that cannot be done, if it cannot. */
    static Optional<String> write(Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return Optional.of("there is no " + PYTHON);
        }
        if (new ProcessBuilder(PYTHON, "-c", "import h5py").redirectErrorStream(true).start().waitFor() != 0) {
            return Optional.of("Python has no h5py (Debian: python3-h5py)");
        }
        Path script = folder.resolve("networks.py");
        try (InputStream in = PythonNetworks.class.getResourceAsStream("networks.py")) {
            Files.copy(in, script);
        }
        Process process = new ProcessBuilder(PYTHON, script.toString(), folder.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return Optional.empty();
    }
}
