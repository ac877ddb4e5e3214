package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A covariance of 46,300 columns takes 68 GB, in whatever command: it is refused before the rows are read, the third of which is
 * damaged.
 */
class WideDataTest {
    private static final int FEATURES = 46_300;

    @TempDir
    private Path folder;

    private String csv() throws IOException {
        String row = ",0.5".repeat(FEATURES);
        return Files.write(folder.resolve("wide.csv"), List.of("y" + names(), "0" + row, "1" + row, "damaged")).toString();
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < FEATURES; i++) {
            names.append(",x").append(i);
        }
        return names.toString();
    }

    private static void refused(List<String> command) {
        Launch.Result result = InProcess.bn(command.toArray(String[]::new));
        assertEquals(1, result.code(), result.err());
        assertEquals("", result.out());
        String err = result.notes();
        assertTrue(err.startsWith("bn: a covariance of 4630") && err.contains(" columns needs 69.")
                && err.contains(" GB of memory, and Java may use ")
                && err.contains("; use fewer features, or average pixels of images, or give it more, for example by -Xmx")
                && err.stripTrailing().endsWith("(--pool P, BN_JAVA_OPTS=-Xmx...)"), err);
        assertEquals(1, err.lines().count(), err);
    }

    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Collections.addAll(words, command.split(" "));
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate linear", "rate linear --compare", "rate linear --save-moments OUT", "rate softmax",
            "reproduce --quick --out OUT", "run equivalence --quick --out OUT", "run noise --out OUT"})
    void refusedBeforeTheRowsAreRead(String command) throws IOException {
        List<String> words = words(command.replace("OUT", folder.resolve("out").toString()));
        words.addAll(List.of("--dataset", "csv", "--file", csv(), "--target", "y"));
        refused(words);
    }

    @Test
    void arraysOfNumPy() throws IOException {
        String x = InProcess.npy(folder.resolve("x.npy"), new double[2 * FEATURES], 2, FEATURES);
        String y = InProcess.npy(folder.resolve("y.npy"), new double[] {0, 1}, 2);
        refused(List.of("rate", "softmax", "--dataset", "npy", "--file", x, "--targets", y));
    }

    /** The checkpoint says how wide the inputs are. */
    @Test
    void aNetworkOnWideInputs() throws IOException {
        double[] values = new double[20 * FEATURES];
        double[] targets = new double[20];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 31L % 101 / 10.0;
            targets[i % 20] = i % 2;
        }
        String x = InProcess.npy(folder.resolve("x.npy"), values, 20, FEATURES);
        String y = InProcess.npy(folder.resolve("y.npy"), targets, 20);
        Launch.Result trained = InProcess.bn("train", "--dataset", "npy", "--file", x, "--targets", y, "--arch",
                FEATURES + "-2-1",
                "--batch-size", "8", "--epochs", "1", "--out", folder.resolve("run").toString());
        assertEquals(0, trained.code(), trained.err());
        refused(List.of("rate", "network", "--checkpoint", folder.resolve("run/checkpoint.safetensors").toString(), "--dataset",
                "npy",
                "--file", folder.resolve("missing.npy").toString(), "--targets", y));
    }
}
