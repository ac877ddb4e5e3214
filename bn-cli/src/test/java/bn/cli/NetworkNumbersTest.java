package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands on networks say where a number would be wrong. */
class NetworkNumbersTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        csv("plain.csv", x -> x);
        csv("huge.csv", x -> 1e20 * x);
        csv("far.csv", x -> 1e8 + x);
    }

    private void csv(String name, DoubleUnaryOperator map) throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        for (int i = 0; i < 120; i++) {
            double a = random.nextGaussian();
            lines.add(map.applyAsDouble(a) + "," + map.applyAsDouble(random.nextGaussian()) + "," + (a > 0 ? 1 : 0));
        }
        Files.write(folder.resolve(name), lines);
    }

    private String[] data(String file) {
        return new String[] {"--dataset", "csv", "--file", folder.resolve(file).toString(), "--target", "y"};
    }

    private static Launch.Result bn(String[] data, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of(data));
        return InProcess.bn(command.toArray(String[]::new));
    }

    private Launch.Result train(String file, String dtype) {
        return bn(data(file), "train", "--arch", "2-4-2", "--batch-size", "20", "--epochs", "1", "--dtype", dtype, "--out",
                folder.resolve(file + dtype).toString());
    }

    private String checkpoint(String run) {
        return folder.resolve(run).resolve("checkpoint.safetensors").toString();
    }

    private static void refused(Launch.Result result, int code, String message) {
        assertEquals(code, result.code(), result.err());
        List<String> lines = result.err().lines().filter(line -> line.startsWith("bn: ")).toList();
        assertEquals(1, lines.size(), result.err());
        assertTrue(lines.get(0).contains(message), result.err());
        assertFalse(result.out().contains("lambda"), result.out());
    }

    /** Rates of 0 or of rounding would be what float32 makes of such features. */
    @Test
    void dataThatFloat32CannotHold() {
        refused(train("huge.csv", "f32"), 1, "feature 1 of 2 has values up to");
        refused(train("far.csv", "f32"), 1, "feature 1 of 2 has mean 1.00000e+08");
        for (String file : List.of("huge.csv", "far.csv", "plain.csv")) {
            assertEquals(0, train(file, "f64").code(), file);
        }
        assertEquals(0, train("plain.csv", "f32").code());
        refused(bn(data("far.csv"), "rate", "network", "--checkpoint", checkpoint("plain.csvf32")), 1, "feature 1 of 2 has mean");
        refused(bn(data("huge.csv"), "fold", "--checkpoint", checkpoint("plain.csvf32"), "--out",
                folder.resolve("folded.safetensors").toString()), 1, "feature 1 of 2 has values up to");
        assertFalse(Files.exists(folder.resolve("folded.safetensors")));
    }

    @Test
    void batchesThatCannotBeDrawn() {
        assertEquals(0, train("plain.csv", "f64").code());
        String checkpoint = checkpoint("plain.csvf64");
        refused(bn(data("plain.csv"), "rate", "network", "--checkpoint", checkpoint, "--batch-size", "121"), 2,
                "batches of 121 examples cannot be drawn from");
        Launch.Result few = bn(data("plain.csv"), "rate", "network", "--checkpoint", checkpoint, "--limit", "10");
        assertEquals(0, few.code(), few.err());
        assertTrue(few.err().contains("batches of 20 examples cannot be drawn from 10, so"), few.err());
        assertFalse(few.out().contains("two-term form"), few.out());
    }
}
