package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.backend.Backend;
import bn.experiments.fuzz.Mutations;
import bn.experiments.network.Network;
import bn.experiments.network.Optimizer;
import bn.experiments.result.OutputDirectory;
import bn.experiments.testing.Cpu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run with a damaged file is refused with one line that names the file, or goes on from exactly where it was. */
class RunFuzzTest {
    private static final int COPIES = 2000;

    @TempDir
    private Path scratch;
    private Backend backend;
    private Network network;
    private Optimizer optimizer;
    private RunDirectory directory;
    private RunManifest manifest;

    @BeforeEach
    void train() {
        new SmallRun().train(scratch, 2, false);
        backend = Cpu.open();
        network = new Network(backend, new SmallRun().plan(2, 0.1).network(), Cpu.normalization("batch"));
        optimizer = new SmallRun().plan(2, 0.1).optimizer().optimizer(backend, network);
        directory = new RunDirectory(new OutputDirectory(scratch), false);
        manifest = directory.manifest();
    }

    @AfterEach
    void close() {
        optimizer.close();
        network.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint.safetensors", "manifest.json", "metrics.csv", "rates.csv"})
    void aDamagedFileIsRefusedOrChangesNothing(String name) throws IOException {
        assertEquals(2, restored(name));
        Map<String, double[]> state = network.state();
        Map<String, double[]> velocities = optimizer.state();
        byte[] original = Files.readAllBytes(scratch.resolve(name));
        Mutations mutations = new Mutations(name.length());
        int refused = 0;
        for (int i = 0; i < COPIES; i++) {
            Files.write(scratch.resolve(name), mutations.next(original));
            int epochs = restored(name);
            if (epochs < 0) {
                refused++;
                continue;
            }
            assertEquals(2, epochs, "copy " + i);
            assertSame(state, network.state(), i);
            assertSame(velocities, optimizer.state(), i);
            assertTrue(computed(Files.readAllBytes(scratch.resolve(name)), name).startsWith(computed(original, name)),
                    "copy " + i);
        }
        assertTrue(refused > COPIES / 4, "only " + refused + " were refused");
    }

    /** A table without its times; what follows the rows of the original may be rows that are computed again. */
    private static String computed(byte[] content, String name) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return switch (name) {
            case "metrics.csv" -> text.replaceAll("(?m)^((?:[^,\n]*,){4}[^,\n]*),.*$", "$1");
            case "rates.csv" -> text;
            default -> "";
        };
    }

    private static void assertSame(Map<String, double[]> expected, Map<String, double[]> found, int copy) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((array, values) -> assertArrayEquals(values, found.get(array), () -> array + " of copy " + copy));
    }

    /** How many epochs the run has, or -1 if it is refused. */
    private int restored(String name) {
        try {
            RunManifest old = directory.manifest();
            return old.differences(manifest).isEmpty() ? directory.restore(old, manifest, network, optimizer, note -> {}) : -1;
        } catch (BnException e) {
            assertTrue(e.getMessage().contains(name) && e.getMessage().lines().count() == 1, e.getMessage());
            return -1;
        }
    }
}
