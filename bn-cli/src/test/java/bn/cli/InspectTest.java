package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.experiments.result.Json;
import bn.experiments.result.Safetensors;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
    private final Map<String, double[]> arrays = new HashMap<>(Map.of("conv1.weight", new double[16], "bn1.weight",
            new double[] {0.5, -0.25, 1e-4, 0}, "bn1.bias", new double[] {1, -1, -2, 0}, "bn1.running_mean", new double[4],
            "bn1.running_var", new double[] {1, 0, 4, 0.25}, "bn1.num_batches_tracked", new double[] {12}, "ln.weight",
            new double[3],
            "ln.bias", new double[3]));

    @TempDir
    private Path folder;

    private String file() throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            Safetensors.write(out, DType.FLOAT64, new TreeMap<>(arrays), Map.of("conv1.weight", List.of(4, 1, 2, 2)), Map.of());
        }
        return file.toString();
    }

    private static JsonNode json(String... command) {
        Launch.Result result = InProcess.bn(command);
        assertEquals(0, result.code(), result.err());
        return Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "the output");
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theJsonHasEveryLayerWithItsNumbers() throws IOException {
        JsonNode json = json("inspect", file(), "--format", "json");
        assertEquals(Set.of("format", "layers", "notes", "otherNormalizations", "parameters"), names(json));
        JsonNode layer = json.path("layers").get(0);
        assertEquals(Set.of("name", "channels", "eps", "gamma", "beta", "runningVariance", "batches", "linear", "obstacle"),
                names(layer));
        assertEquals("safetensors bn1 4 null 12 null", json.path("format").asText() + " " + layer.path("name").asText() + " "
                + layer.path("channels") + " " + layer.path("eps") + " " + layer.path("batches") + " " + layer.path("obstacle"));
        assertEquals(Json.tree(Map.of("mean", 0.062525, "min", -0.25, "max", 0.5, "negative", 1, "dead", 2)),
                layer.path("gamma"));
        assertEquals(Json.tree(Map.of("mean", -0.5, "min", -2.0, "max", 1.0, "negative", 2)), layer.path("beta"));
        assertEquals(Json.tree(Map.of("min", 0.0, "max", 4.0, "zeros", 1)), layer.path("runningVariance"));
        assertEquals(Json.tree(Map.of("name", "conv1", "kind", "convolution", "weights", List.of(4, 1, 2, 2))),
                layer.path("linear"));
        assertTrue(json.path("parameters").isNull());
        assertEquals(Json.tree(Map.of("weight and bias without running statistics", 1)), json.path("otherNormalizations"));
        JsonNode other = json("inspect", file(), "--format", "json", "--dead", "0.3");
        assertEquals(3, other.path("layers").get(0).path("gamma").path("dead").intValue());
    }

    @Test
    void numbersThatAreNotFiniteAreTold() throws IOException {
        arrays.put("bn1.weight", new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, 2});
        arrays.put("bn1.running_var", new double[] {1, -1, 1, 1});
        Launch.Result text = InProcess.bn("inspect", file());
        assertEquals(0, text.code(), text.err());
        String note = "bn1: 2 of 4 channels have a gamma that is NaN or infinite";
        assertTrue(text.out().contains("NaN") && text.out().contains("note: " + note), text.out());
        assertTrue(text.out().contains("1 of 4 channels have a running variance below 0"), text.out());
        assertTrue(json("inspect", file(), "--format", "json").path("notes").toString().contains(note));
    }

    @Test
    void theTextSaysWhatIsThere() throws IOException {
        String text = InProcess.bn("inspect", file()).out();
        assertTrue(text.contains("1 batch normalization, 4 channels, 2 of them dead (|gamma| < 0.001)"), text);
        assertTrue(text.contains("other normalizations: 1 x weight and bias without running statistics"), text);
        assertTrue(text.contains("no graph: a state dict does not say what the network computes"), text);
        arrays.keySet().removeIf(name -> name.startsWith("bn1"));
        text = InProcess.bn("inspect", file()).out();
        assertTrue(text.contains("no batch normalization found"), text);
    }

    @Test
    void aCheckpointHasAGraphWithItsSize() {
        String run = folder.resolve("run").toString();
        Launch.Result trained = InProcess.bn("train", "--train-size", "40", "--test-size", "20", "--arch", "784-4-10", "--epochs",
                "1",
                "--batch-size", "20", "--backend", "cpu", "--out", run);
        assertEquals(0, trained.code(), trained.err());
        String checkpoint = run + "/checkpoint.safetensors";
        JsonNode json = json("inspect", checkpoint, "--format", "json");
        assertEquals("bn", json.path("format").asText());
        assertEquals(784 * 4 + 4 + 4 + 4 * 10 + 10, json.path("parameters").intValue());
        assertEquals("layer1.norm", json.path("layers").get(0).path("name").asText());
        assertEquals(2, json.path("layers").get(0).path("batches").intValue());
        assertEquals(1e-5, json.path("layers").get(0).path("eps").doubleValue());
        String text = InProcess.bn("inspect", checkpoint).out();
        assertTrue(text.contains("3,194 parameters, 3,176 multiply-adds an example of 784"), text);
    }

    @Test
    void whatCannotBeReadIsOneLine() throws IOException {
        refused(2, "there is no file", "inspect", folder.resolve("none.pt").toString());
        Path text = Files.writeString(folder.resolve("notes.pt"), "my notes");
        refused(1, "is no file of a trained network that is known here", "inspect", text.toString());
        refused(2, "--dead is a number of at least 0", "inspect", file(), "--dead", "-1");
        Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(Files.readAllBytes(Path.of(file())), 400));
        refused(1, "cut.safetensors is damaged", "inspect", cut.toString());
    }

    private static void refused(int code, String problem, String... command) {
        Launch.Result result = InProcess.bn(command);
        assertEquals(code, result.code(), result.err());
        assertEquals(1, result.notes().lines().count(), result.err());
        assertTrue(result.notes().contains(problem), result.err());
        assertEquals("", result.out());
    }
}
