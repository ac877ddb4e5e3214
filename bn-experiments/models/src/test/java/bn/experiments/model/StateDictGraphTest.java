package bn.experiments.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.BnException;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.run.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** State dicts with the architecture that they do not have, and what becomes of them as a network. */
class StateDictGraphTest {
    private static final Path FILE = Path.of("net.pt");
    private static final Architecture RESNET = Architecture.parse("resnet8-b:3x8x8-10");
    private final Random random = new Random(1);
    private final Map<String, ModelArray> arrays = resnet();

    private Map<String, ModelArray> resnet() {
        Map<String, ModelArray> dict = new LinkedHashMap<>();
        convolution(dict, "conv1", "bn1", 16, 3, 3);
        for (int stage = 1; stage <= 3; stage++) {
            int width = 8 << stage;
            String block = "layer" + stage + ".0.";
            convolution(dict, block + "conv1", block + "bn1", width, stage == 1 ? width : width / 2, 3);
            convolution(dict, block + "conv2", block + "bn2", width, width, 3);
            if (stage > 1) {
                convolution(dict, block + "shortcut.0", block + "shortcut.1", width, width / 2, 1);
            }
        }
        put(dict, "linear.weight", 10, 64);
        put(dict, "linear.bias", 10);
        return dict;
    }

    private void convolution(Map<String, ModelArray> dict, String linear, String norm, int units, int inputs, int kernel) {
        put(dict, linear + ".weight", units, inputs, kernel, kernel);
        for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
            put(dict, norm + "." + name, units);
        }
        dict.put(norm + ".num_batches_tracked", ModelArray.of(new double[] {5}));
    }

    private void put(Map<String, ModelArray> dict, String name, Integer... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        dict.put(name, ModelArray.of(random.doubles(count, 0.5, 2).toArray(), shape));
    }

    private Checkpoint checkpoint() {
        return NetworkImport.of(FILE, StateDictGraph.of(FILE, RESNET, arrays), Optional.empty(), Optional.empty()).checkpoint();
    }

    /** The layers have the names of the normalizations in the file, and the arrays of both modules. */
    @Test
    void modulesOfTheSameNamesBecomeLayers() {
        Checkpoint checkpoint = checkpoint();
        List<String> names = checkpoint.architecture().normalized().stream()
                .map(node -> checkpoint.architecture().nodes().get(node)).map(NodeSpec::name).toList();
        assertEquals(List.of("bn1", "layer1.0.bn1", "layer1.0.bn2", "layer2.0.shortcut.1", "layer2.0.bn1", "layer2.0.bn2",
                "layer3.0.shortcut.1", "layer3.0.bn1", "layer3.0.bn2"), names);
        assertArrayEquals(arrays.get("layer2.0.shortcut.0.weight").values(),
                checkpoint.arrays().get("layer2.0.shortcut.1.weights"));
        assertArrayEquals(arrays.get("layer2.0.shortcut.1.weight").values(),
                checkpoint.arrays().get("layer2.0.shortcut.1.norm.gamma"));
        assertArrayEquals(arrays.get("layer3.0.bn2.running_var").values(),
                checkpoint.arrays().get("layer3.0.bn2.norm.runningVariance"));
        assertArrayEquals(arrays.get("linear.bias").values(), checkpoint.arrays().get("linear.bias"));
    }

    @Test
    void aBiasBeforeANormalizationIsTakenFromItsRunningMean() {
        double[] bias = random.doubles(16).toArray();
        double[] mean = arrays.get("bn1.running_mean").values();
        arrays.put("conv1.bias", ModelArray.of(bias, 16));
        double[] shifted = checkpoint().arrays().get("bn1.norm.runningMean");
        for (int k = 0; k < 16; k++) {
            assertEquals(mean[k] - bias[k], shifted[k]);
        }
        assertEquals(mean[0], arrays.get("bn1.running_mean").values()[0], "the file's array stays as it is");
    }

    /** A normalization without an eps has that of PyTorch, whatever the first one has. */
    @Test
    void epsThatIsNotSaid() {
        Architecture architecture = Architecture
                .parse("input 3; a: normalization eps 0.5; b: normalization; c: fully connected 2");
        Map<String, ModelArray> dict = new LinkedHashMap<>();
        for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
            put(dict, "a." + name, 3);
            put(dict, "b." + name, 3);
        }
        put(dict, "c.weight", 2, 3);
        Checkpoint checkpoint = NetworkImport
                .of(FILE, StateDictGraph.of(FILE, architecture, dict), Optional.empty(), Optional.empty())
                .checkpoint();
        assertEquals(0.5, checkpoint.conventions().eps());
        assertEquals(List.of("input 3", "a: normalization", "b: normalization eps 1.0E-5", "c: fully connected 2"),
                checkpoint.architecture().statements());
    }

    @Test
    void namesThatAreMissingAndThatAreLeftOver() {
        arrays.remove("layer1.0.bn2.running_var");
        arrays.put("fc.weight", ModelArray.of(new double[10], 10));
        assertEquals("net.pt does not hold a network resnet8-b:3x8x8-10: missing are layer1.0.bn2.running_var; left over are "
                + "fc.weight; take the architecture whose nodes are called after its modules",
                assertThrows(BnException.class, () -> StateDictGraph.of(FILE, RESNET, arrays)).getMessage());
    }

    @Test
    void numbersThatCannotBeThoseOfANetwork() {
        List<String> messages = new ArrayList<>();
        for (double wrong : List.of(-1.0, Double.NaN)) {
            Map<String, ModelArray> damaged = new LinkedHashMap<>(arrays);
            double[] variance = arrays.get("bn1.running_var").values().clone();
            variance[2] = wrong;
            damaged.put("bn1.running_var", ModelArray.of(variance, 16));
            messages.add(assertThrows(BnException.class, () -> NetworkImport.of(FILE, StateDictGraph.of(FILE, RESNET, damaged),
                    Optional.empty(), Optional.empty())).getMessage());
        }
        assertEquals(List.of("net.pt: the running variance of channel 3 of bn1 is -1.0, and a variance is never negative",
                "net.pt: number 3 of the running variance of bn1 is NaN; the network has diverged or the file is damaged"),
                messages);
    }
}
