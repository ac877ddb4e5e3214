package bn.experiments.model.keras;

import bn.experiments.model.ModelArray;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays as whole models in HDF5 have them: {@code model_weights/conv2d/conv2d/kernel:0}. Those of a model in the model are in its
 * group.
 */
final class NamedWeights implements KerasWeights {
    /** By the outermost layer, then by the name of the group that an array is in. */
    private final Map<String, Map<String, Map<String, ModelArray>>> layers = new HashMap<>();

    /** The arrays below a group, which is {@code model_weights} or, for weights alone, the file. */
    NamedWeights(Hdf5File file, String group) {
        String prefix = group.isEmpty() ? "" : group + "/";
        file.arrays().forEach((path, array) -> {
            if (path.startsWith(prefix)) {
                List<String> words = List.of(path.substring(prefix.length()).split("/"));
                if (words.size() >= 2) {
                    layers.computeIfAbsent(words.get(0), key -> new LinkedHashMap<>())
                            .computeIfAbsent(words.get(words.size() - 2), key -> new LinkedHashMap<>())
                            .put(words.get(words.size() - 1).replaceFirst(":\\d+$", ""), array);
                }
            }
        });
    }

    @Override
    public Map<String, ModelArray> of(KerasPath path, KerasLayer layer) {
        Map<String, Map<String, ModelArray>> groups = layers.getOrDefault(path.names().get(0), Map.of());
        Map<String, ModelArray> arrays = new LinkedHashMap<>();
        if (path.names().size() > 1) {
            arrays.putAll(groups.getOrDefault(layer.name(), Map.of()));
        } else {
            // Old versions of Keras number the inner group when a session makes a name twice.
            groups.values().forEach(arrays::putAll);
        }
        if (layer.className().equals("DepthwiseConv2D") && arrays.containsKey("depthwise_kernel")) {
            arrays.put("kernel", arrays.remove("depthwise_kernel"));
        }
        return arrays;
    }
}
