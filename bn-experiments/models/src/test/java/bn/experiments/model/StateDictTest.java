package bn.experiments.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateDictTest {
    private final Map<String, ModelArray> arrays = new LinkedHashMap<>();

    private void put(String name, Integer... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        arrays.put(name, ModelArray.of(new double[count], shape));
    }

    private void batchNorm(String path, int channels) {
        for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
            put(path + "." + name, channels);
        }
        put(path + ".num_batches_tracked");
    }

    private StateDict dict() {
        return StateDict.of(arrays, "f.pt");
    }

    /** The linear maps before the normalizations, by name; - where none is known. */
    private static Map<String, String> linear(StateDict dict) {
        Map<String, String> names = new LinkedHashMap<>();
        dict.layers().forEach(layer -> names.put(layer.name(), layer.linear().map(LinearMap::name).orElse("-")));
        return names;
    }

    @Test
    void wrappersAreTakenOffOnlyIfAllNamesHaveThem() {
        put("module.conv.weight", 4, 3, 3, 3);
        batchNorm("module.bn", 4);
        StateDict dict = dict();
        assertEquals(Map.of("bn", "conv"), linear(dict));
        assertTrue(dict.arrays().containsKey("conv.weight"));
        assertEquals(List.of("all names begin with 'module.', which a wrapper of the network added; it is left out here"),
                dict.notes());
        put("fc.weight", 2, 4);
        assertEquals(Map.of("module.bn", "module.conv"), linear(dict()));
    }

    @Test
    void inTheOrderOfModulesTheLastLinearMapIsTheOneIfItsUnitsFit() {
        put("conv0.weight", 8, 3, 7, 7);
        batchNorm("norm0", 8);
        // As in DenseNet: the normalizations come first.
        batchNorm("layer1.norm1", 8);
        put("layer1.conv1.weight", 16, 8, 1, 1);
        batchNorm("layer1.norm2", 16);
        put("layer1.conv2.weight", 4, 16, 3, 3);
        batchNorm("layer2.norm1", 12);
        put("depth.weight", 12, 1, 3, 3);
        batchNorm("depthnorm", 12);
        put("fc.weight", 5, 12);
        batchNorm("fcnorm", 5);
        StateDict dict = dict();
        assertEquals(
                Map.of("norm0", "conv0", "layer1.norm1", "-", "layer1.norm2", "layer1.conv1", "layer2.norm1", "-", "depthnorm",
                        "depth", "fcnorm", "fc"),
                linear(dict));
        assertEquals(List.of("convolution", "convolution", "depthwise convolution", "fully connected"), dict.layers().stream()
                .flatMap(layer -> layer.linear().stream()).map(LinearMap::kind).toList());
        assertEquals(List.of(), dict.notes());
    }

    private StateDict sorted() {
        return StateDict.of(new LinkedHashMap<>(new TreeMap<>(arrays)), "f.safetensors");
    }

    @Test
    void inFilesThatAreSortedByNameOnlyNamesCount() {
        batchNorm("bn1", 8);
        put("conv1.weight", 8, 3, 3, 3);
        batchNorm("layer.0.bn2", 8);
        put("layer.0.conv2.weight", 8, 8, 3, 3);
        // After conv2 in this order, but another's.
        batchNorm("layer.1.bn1", 8);
        put("layer.1.conv1.weight", 8, 8, 3, 3);
        put("features.9.weight", 6, 8, 3, 3);
        batchNorm("features.10", 6);
        put("features.12.weight", 7, 6, 1, 1);
        batchNorm("features.14", 7);
        put("x.weight", 8, 3);
        batchNorm("z", 8);
        StateDict dict = sorted();
        assertEquals(Map.of("bn1", "conv1", "layer.0.bn2", "layer.0.conv2", "layer.1.bn1", "layer.1.conv1", "features.10",
                "features.9",
                "features.14", "features.12", "z", "-"), linear(dict));
        assertEquals(1, dict.notes().stream().filter(note -> note.contains("sorted by name")).count());
        // A single normalization before its convolution, and no pair of names is believed; numbers still are.
        batchNorm("layer.2.bn1", 8);
        put("layer.2.conv1.weight", 16, 8, 3, 3);
        dict = sorted();
        assertEquals(List.of("features.9", "features.12"),
                linear(dict).values().stream().filter(name -> !name.equals("-")).sorted(Comparator.reverseOrder()).toList());
    }

    @Test
    void normalizationsWithoutAllArrays() {
        put("plain.running_mean", 3);
        put("plain.running_var", 3);
        put("layernorm.weight", 6);
        put("layernorm.bias", 6);
        put("groupnorm.weight", 6);
        put("groupnorm.bias", 6);
        put("image.weight", 6, 4, 4);
        put("image.bias", 6, 4, 4);
        put("rms.weight", 6);
        put("fc.weight", 6, 6);
        put("fc.bias", 6);
        StateDict dict = dict();
        BatchNormLayer layer = dict.layers().get(0);
        assertEquals("plain", layer.name());
        assertTrue(layer.gamma().isEmpty() && layer.beta().isEmpty() && layer.batches().isEmpty() && layer.linear().isEmpty());
        assertArrayEquals(new double[3], layer.variance().orElseThrow());
        assertEquals(Map.of("weight and bias without running statistics", 3, "weight of rank 1 alone", 1),
                dict.otherNormalizations());
        assertEquals(2, dict.notes().size(), dict.notes()::toString);
    }

    @Test
    void arraysThatDoNotFitTogetherAreRefused() {
        batchNorm("bn", 4);
        put("bn.bias", 5);
        refused("array 'bn.bias' has the shape [5], not 4 numbers");
        put("bn.bias", 4);
        put("bn.running_var", 2, 2);
        refused("array 'bn.running_var' has the shape [2, 2], not one number a channel");
        put("bn.running_var", 4);
        put("bn.num_batches_tracked", 2);
        refused("array 'bn.num_batches_tracked' has the shape [2], not one number");
        arrays.put("bn.num_batches_tracked", ModelArray.of(new double[] {-1}));
        refused("'bn.num_batches_tracked' is -1.0, which is no count");
    }

    private void refused(String problem) {
        String message = assertThrows(BnException.class, this::dict).getMessage();
        assertTrue(message.startsWith("f.pt is damaged: " + problem), message);
    }
}
