package bn.experiments.model;

import bn.api.BnException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Arrays by the names of PyTorch's {@code Module.state_dict}: the path of a module, a dot, and {@code weight}, {@code bias},
 * {@code running_mean}, {@code running_var} or {@code num_batches_tracked}. A module with running statistics is taken for a batch
 * normalization; an instance normalization that tracks them has the same arrays. A module whose weight and bias have the same shape,
 * and that has no running statistics, is another normalization. For the linear map before a normalization see {@link LinearMaps}.
 *
 * @param arrays by name, without a prefix that all names have because of a wrapper
 * @param layers the batch normalizations in the order of the arrays; a state dict does not say their eps
 * @param otherNormalizations how many others there are, by kind
 * @param notes what the user has to know
 */
public record StateDict(Map<String, ModelArray> arrays, List<BatchNormLayer> layers, Map<String, Integer> otherNormalizations,
        List<String> notes) {
    /** Why a state dict has no graph. */
    public static final String NO_GRAPH = "a state dict does not say what the network computes; name its architecture, or export the "
            + "network to ONNX";
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");
    private static final String AFFINE_ONLY = "weight and bias without running statistics";
    private static final String WEIGHT_ONLY = "weight of rank 1 alone";

    /**
     * Finds the normalizations.
     *
     * @param file names the file in error messages
     * @throws BnException if the arrays of one do not fit together
     */
    public static StateDict of(Map<String, ModelArray> stored, String file) {
        List<String> notes = new ArrayList<>();
        Map<String, ModelArray> arrays = unwrapped(stored, notes);
        Map<String, Map<String, ModelArray>> modules = new LinkedHashMap<>();
        // Files of safetensors have the counts first, because their elements are the largest; their order is not that of the modules.
        Stream.of(false, true).forEach(counts -> arrays.forEach((name, array) -> {
            int dot = name.lastIndexOf('.');
            String last = name.substring(dot + 1);
            if (last.equals(StateDictNames.COUNT) == counts) {
                modules.computeIfAbsent(name.substring(0, Math.max(dot, 0)), path -> new LinkedHashMap<>()).put(last, array);
            }
        }));
        LinearMaps maps = LinearMaps.of(modules);
        List<BatchNormLayer> layers = new ArrayList<>();
        Map<String, Integer> others = new TreeMap<>();
        modules.forEach((path, module) -> {
            if (StateDictModule.isBatchNorm(module)) {
                layers.add(layer(path, module, maps, file));
            } else {
                otherKind(module).ifPresent(kind -> others.merge(kind, 1, Integer::sum));
            }
        });
        note(maps, others, notes);
        return new StateDict(arrays, layers, others, notes);
    }

    private static Map<String, ModelArray> unwrapped(Map<String, ModelArray> stored, List<String> notes) {
        Map<String, ModelArray> arrays = stored;
        for (String prefix : WRAPPERS) {
            if (!arrays.isEmpty() && arrays.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
                Map<String, ModelArray> shorter = new LinkedHashMap<>();
                arrays.forEach((name, array) -> shorter.put(name.substring(prefix.length()), array));
                arrays = shorter;
                notes.add("all names begin with '" + prefix + "', which a wrapper of the network added; it is left out here");
            }
        }
        return arrays;
    }

    private static BatchNormLayer layer(String path, Map<String, ModelArray> module, LinearMaps maps, String file) {
        StateDictModule numbers = new StateDictModule(path, module, file);
        int channels = numbers.channels();
        return new BatchNormLayer(path, channels, OptionalDouble.empty(), numbers.channelwise("weight"),
                numbers.channelwise("bias"), numbers.channelwise(StateDictModule.MEAN),
                numbers.channelwise(StateDictModule.VARIANCE), numbers.batches(), maps.before(path, channels), Optional.empty());
    }

    /** Layers without running statistics: which kind they are, their arrays do not say. */
    private static Optional<String> otherKind(Map<String, ModelArray> module) {
        ModelArray weight = module.get("weight");
        ModelArray bias = module.get("bias");
        if (weight == null || weight.shape().isEmpty()) {
            return Optional.empty();
        }
        if (bias != null) {
            return weight.shape().equals(bias.shape()) ? Optional.of(AFFINE_ONLY) : Optional.empty();
        }
        return weight.shape().size() == 1 ? Optional.of(WEIGHT_ONLY) : Optional.empty();
    }

    private static void note(LinearMaps maps, Map<String, Integer> others, List<String> notes) {
        if (others.containsKey(AFFINE_ONLY)) {
            notes.add(AFFINE_ONLY + ": layer, group or instance normalizations, or batch normalizations that do not track "
                    + "statistics; a state dict does not say which");
        }
        if (others.containsKey(WEIGHT_ONLY)) {
            notes.add(WEIGHT_ONLY + ": RMS normalizations, or slopes such as those of PReLU; a state dict does not say which");
        }
        if (maps.byNames()) {
            notes.add(
                    "the arrays are sorted by name, so the linear map before a normalization is found by its name alone, such as "
                            + "conv1 for bn1");
        }
    }
}
