package bn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints as the commands take them: what comes from the checkpoint, what is said and what is refused. */
class TrainFromCheckpointTest {
    @TempDir
    private Path scratch;
    private String data;
    private String checkpoint;

    /** Small inputs, so that eps matters. */
    @BeforeEach
    void train() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 200; i++) {
            double a = 0.01 * random.nextGaussian();
            double b = 0.01 * random.nextGaussian();
            text.append(a).append(',').append(b).append(',').append(a + b > 0 ? "up" : "down").append('\n');
        }
        data = Files.writeString(scratch.resolve("my data.csv"), text).toString();
        done(bn("train", "--arch", "2-8-2", "--preset", "keras", "--running-average", "0.2", "--dtype", "f64", "--epochs", "3",
                "--out",
                path("k")));
        checkpoint = path("k/checkpoint.safetensors");
    }

    private String path(String name) {
        return scratch.resolve(name).toString();
    }

    private Launch.Result bn(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--dataset", "csv", "--file", data, "--target", "y"));
        if (arguments[0].equals("train")) {
            words.addAll(List.of("--batch-size", "40"));
        }
        return InProcess.bn(words.toArray(String[]::new));
    }

    private static Launch.Result done(Launch.Result result) {
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static void refused(String reason, Launch.Result result) {
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(reason) && result.notes().lines().count() == 1, result.err());
    }

    private JsonNode settings(String run) throws IOException {
        return Json.parse(Files.readAllBytes(scratch.resolve(run).resolve("manifest.json")), "manifest").path("settings");
    }

    @Test
    void theConventionsAreThoseOfTheCheckpoint() throws IOException {
        Launch.Result on = done(bn("train", "--init", checkpoint, "--lr", "0.01", "--epochs", "1", "--out", path("on")));
        assertTrue(!on.err().contains("Note"), on.err());
        JsonNode first = settings("k");
        JsonNode then = settings("on");
        for (String name : List.of("arch", "dtype", "norm", "eps", "running-average", "running-variance", "affine")) {
            assertEquals(first.path(name), then.path(name), name);
        }
        assertEquals(0.001, then.path("eps").asDouble());
        // The same as with all options said, bit for bit but for what the manifest and the checkpoint say of the run.
        done(bn("train", "--init", checkpoint, "--lr", "0.01", "--epochs", "1", "--out", path("said"), "--preset", "keras",
                "--running-average", "0.2", "--dtype", "f64", "--norm", "batch", "--arch", "2-8-2"));
        assertArrayEquals(Files.readAllBytes(scratch.resolve("on/checkpoint.safetensors")),
                Files.readAllBytes(scratch.resolve("said/checkpoint.safetensors")));
    }

    @Test
    void anOptionThatIsGivenWinsAndIsSaid() throws IOException {
        Launch.Result on = done(
                bn("train", "--init", checkpoint, "--eps", "0.5", "--gamma", "2", "--dtype", "f32", "--epochs", "1",
                        "--out", path("on")));
        for (String change : List.of("dtype is f32, in the checkpoint f64", "eps is 0.5, in the checkpoint 0.001",
                "gamma is fixed at 2.0, in the checkpoint learned")) {
            assertTrue(on.err().contains(change), on.err());
        }
        assertEquals(0.5, settings("on").path("eps").asDouble());
        Files.readAllLines(scratch.resolve("on/rates.csv")).stream().skip(1)
                .forEach(line -> assertEquals("2.0", line.split(",", -1)[3], line));
    }

    @Test
    void optionsThatWouldBeIgnoredAreRefused() {
        for (List<String> options : List.of(List.of("--eps", "1"), List.of("--preset", "keras"),
                List.of("--running-average", "0.5"),
                List.of("--gamma", "2"), List.of("--no-affine"))) {
            List<String> words = new ArrayList<>(List.of("train", "--norm", "none", "--out", path("x")));
            words.addAll(options);
            refused(options.get(0) + " has no effect", bn(words.toArray(String[]::new)));
        }
        refused("the decay 0.1 of gamma has no effect: this network learns no gamma; leave it out (--gamma-decay)", bn("train",
                "--norm", "none", "--gamma-decay", "0.1", "--out", path("x")));
        refused("the L1 penalty 0.1 on gamma has no effect: this network learns no gamma; leave it out (--gamma-l1)",
                bn("train", "--norm", "none", "--gamma-l1", "0.1", "--out", path("x")));
        refused("leave it out (--beta-decay)", bn("train", "--no-affine", "--beta-decay", "0.1", "--out", path("x")));
        refused("leave it out (--gamma-decay)", bn("train", "--gamma", "2", "--gamma-decay", "0.1", "--out", path("x")));
        refused("no hidden layer to normalize", bn("train", "--arch", "2-2", "--eps", "0.1", "--out", path("x")));
        refused("take gamma and beta from the checkpoint (leave out --gamma and --no-affine)",
                bn("train", "--init", checkpoint, "--no-affine", "--out", path("x")));
        refused("; take it from the checkpoint (leave out --arch)",
                bn("train", "--init", checkpoint, "--arch", "2-4-2", "--out", path("x")));
        refused("use batch, or fold the network first (--norm NAME, bn fold)",
                bn("train", "--init", checkpoint, "--norm", "none", "--out", path("x")));
    }

    @Test
    void otherDataAreSaidAndOtherClassesRefused() throws IOException {
        Launch.Result same = done(bn("rate", "network", "--checkpoint", checkpoint));
        assertTrue(!same.err().contains("Note"), same.err());
        Launch.Result split = done(bn("rate", "network", "--checkpoint", checkpoint, "--data-seed", "7"));
        assertTrue(split.err().contains("the SHA-256 of the training examples was"), split.err());
        done(bn("fold", "--checkpoint", checkpoint, "--out", path("folded.safetensors")));
        Launch.Result fewer = done(bn("rate", "network", "--checkpoint", checkpoint, "--limit", "50"));
        assertTrue(fewer.err().contains("the number of training examples was 160, now 50"), fewer.err());

        Path other = Path.of(data);
        Files.writeString(other, Files.readString(other).replace("up", "a").replace("down", "b"));
        refused("was trained for the classes", bn("rate", "network", "--checkpoint", checkpoint));
        refused("was trained for the classes", bn("fold", "--checkpoint", checkpoint, "--out", path("f.safetensors")));
        refused("was trained for the classes",
                bn("fold", "--checkpoint", path("folded.safetensors"), "--out", path("f.safetensors")));
        Files.writeString(other, Files.readString(other).replaceAll(",[ab]\n", ",0.5\n"));
        refused("does not fit", bn("rate", "network", "--checkpoint", checkpoint));
    }

    /** The settings of the run are in its checkpoint, wherever that lies. */
    @Test
    void aCheckpointNeedsNothingBesideIt() throws IOException {
        done(bn("train", "--arch", "2-4-2", "--noise-sigma", "0.25", "--epochs", "1", "--out", path("noised")));
        Path moved = Files.copy(scratch.resolve("noised/checkpoint.safetensors"), scratch.resolve("moved.safetensors"));
        Files.writeString(scratch.resolve("manifest.json"), "null");
        JsonNode listing = Json.parse(done(bn("rate", "network", "--checkpoint", moved.toString(), "--format", "json")).out()
                .getBytes(StandardCharsets.UTF_8), "listing");
        assertEquals(0.25, listing.path("noiseSigma").asDouble());
        assertEquals(0.1, listing.path("learningRate").asDouble());
        assertEquals(40, listing.at("/batchEffect/batch").asInt());
    }

    @Test
    void aCommandInAManifestCanBeRepeated() throws IOException {
        String command = Json.parse(Files.readAllBytes(scratch.resolve("k/manifest.json")), "manifest").path("command").asText();
        assertTrue(command.contains(" --file '" + data + "' "), command);
    }

    @Test
    void aRunIsNoStudy() {
        refused("holds a training run, not a study", InProcess.bn("report", path("k")));
        refused("holds a training run, not a study", InProcess.bn("compare", path("k"), path("k")));
    }

    @Test
    void aDamagedCheckpointIsRefusedByEveryReader() throws IOException {
        Path file = Path.of(checkpoint);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - 64, bytes.length - 32, (byte) 0);
        Files.write(file, bytes);
        for (Launch.Result result : List.of(bn("rate", "network", "--checkpoint", checkpoint),
                bn("fold", "--checkpoint", checkpoint,
                        "--out", path("f.safetensors")),
                bn("train", "--init", checkpoint, "--out", path("x")), bn("train", "--arch", "2-8-2",
                        "--preset", "keras", "--running-average", "0.2", "--dtype", "f64", "--epochs", "4", "--out", path("k"),
                        "--resume"))) {
            assertEquals(1, result.code(), result.err());
            // By the checksum in the file itself, and of a run to be resumed by that in its manifest.
            assertTrue(result.err().matches("(?s).*(does not have its checksum|SHA-256 is not that in manifest.json).*")
                    && result.notes().lines().count() == 1, result.err());
        }
    }
}
