package bn.experiments.model.keras;

import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** A file without the configuration of its model: normalizations are found by the names of their arrays. */
final class WeightsOnly {
    private static final String NUMBERED = "/vars/";

    private final ModelFile file;
    private final Hdf5File hdf5;
    private final List<BatchNormLayer> layers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private WeightsOnly(ModelFile file, Hdf5File hdf5) {
        this.file = file;
        this.hdf5 = hdf5;
    }

    /** What is known without the configuration. */
    static Model model(ModelFile file, Hdf5File hdf5, String noGraph) {
        WeightsOnly weights = new WeightsOnly(file, hdf5);
        Map<String, ModelArray> own = KerasReader.own(hdf5, weights.notes);
        if (own.keySet().stream().anyMatch(path -> path.contains(NUMBERED))) {
            weights.numbered(own);
        } else {
            weights.named(own);
        }
        return new Model(file, "keras", own, weights.layers, Map.of(), Optional.empty(), Optional.of(noGraph), weights.notes);
    }

    /** Keras 2: a normalization follows the linear map before it in the order of layers, if it has as many units. */
    private void named(Map<String, ModelArray> own) {
        String prefix = hdf5.hasGroup("model_weights") ? "model_weights/" : "";
        Map<String, Map<String, ModelArray>> groups = new LinkedHashMap<>();
        order(own, prefix).forEach(group -> groups.put(group, new LinkedHashMap<>()));
        own.forEach((path, array) -> {
            int slash = path.lastIndexOf('/');
            if (slash > 0) {
                groups.get(path.substring(0, slash)).put(path.substring(slash + 1).replaceFirst(":\\d+$", ""), array);
            }
        });
        String linear = null;
        for (var group : groups.entrySet()) {
            Map<String, ModelArray> arrays = group.getValue();
            if (arrays.containsKey("moving_mean") && arrays.containsKey("moving_variance")) {
                String before = linear;
                layers.add(BatchNorms.of(file, name(group.getKey(), prefix), arrays, OptionalDouble.empty(),
                        channels -> before == null
                                ? Optional.<LinearMap>empty()
                                : LinearMaps.of(name(before, prefix), groups.get(before), channels)));
            } else if (arrays.keySet().stream().anyMatch(role -> role.endsWith("kernel"))) {
                linear = group.getKey();
            }
        }
    }

    /** The groups of arrays in the order of layers, as far as the file has it; the others after them. */
    private Set<String> order(Map<String, ModelArray> own, String prefix) {
        Set<String> order = new LinkedHashSet<>();
        String root = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        List<String> names = new ArrayList<>(hdf5.texts(root, "layer_names"));
        // Names that do not fit in one attribute are in several, with numbers.
        for (int i = 0; !hdf5.texts(root, "layer_names" + i).isEmpty(); i++) {
            names.addAll(hdf5.texts(root, "layer_names" + i));
        }
        for (String layer : names) {
            for (String weight : hdf5.texts(prefix + layer, "weight_names")) {
                String path = prefix + layer + "/" + weight;
                if (own.containsKey(path)) {
                    order.add(path.substring(0, path.lastIndexOf('/')));
                }
            }
        }
        own.keySet().stream().filter(path -> path.contains("/"))
                .forEach(path -> order.add(path.substring(0, path.lastIndexOf('/'))));
        return order;
    }

    /** Without the group that Keras repeats: {@code bn1/bn1} is the layer {@code bn1}. */
    private static String name(String group, String prefix) {
        String name = group.substring(prefix.length());
        int slash = name.indexOf('/');
        return slash > 0 && name.substring(0, slash).equals(name.substring(slash + 1)) ? name.substring(0, slash) : name;
    }

    /** Keras 3: folders are named after classes; the order of layers is not in the file. */
    private void numbered(Map<String, ModelArray> own) {
        Map<String, List<ModelArray>> folders = new LinkedHashMap<>();
        own.forEach((path, array) -> {
            int at = path.lastIndexOf(NUMBERED);
            if (at >= 0) {
                folders.computeIfAbsent(path.substring(0, at), key -> new ArrayList<>()).add(array);
            }
        });
        folders.forEach((folder, arrays) -> {
            if (folder.substring(folder.lastIndexOf('/') + 1).matches("(sync_)?batch_normalization(_\\d+)?")) {
                layers.add(batchNorm(KerasModel.printable(hdf5.text(folder + "/vars", "name").orElse(folder)), arrays));
            }
        });
    }

    private BatchNormLayer batchNorm(String name, List<ModelArray> arrays) {
        List<String> roles = switch (arrays.size()) {
            case 4 -> List.of("gamma", "beta", "moving_mean", "moving_variance");
            case 3 -> List.of("", "moving_mean", "moving_variance");
            case 2 -> List.of("moving_mean", "moving_variance");
            default ->
                throw file.damaged("the layer " + name + " has " + arrays.size() + " arrays; a batch normalization has 2 to 4");
        };
        Map<String, ModelArray> byRole = new LinkedHashMap<>();
        for (int i = 0; i < roles.size(); i++) {
            byRole.put(roles.get(i), arrays.get(i));
        }
        BatchNormLayer layer = BatchNorms.of(file, name, byRole, OptionalDouble.empty(), channels -> Optional.empty());
        return arrays.size() != 3 ? layer
                : new BatchNormLayer(name, layer.channels(), layer.eps(), Optional.empty(), Optional.empty(),
                        layer.mean(), layer.variance(), OptionalLong.empty(), Optional.empty(),
                        Optional.of("the file does not say whether its first array is gamma or beta; save the whole model"));
    }
}
