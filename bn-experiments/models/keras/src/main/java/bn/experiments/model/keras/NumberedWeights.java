package bn.experiments.model.keras;

import bn.experiments.model.ModelArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Arrays as Keras 3 writes them: {@code layers/conv2d/vars/0}, numbered in the order of the layer's variables. */
record NumberedWeights(Hdf5File file) implements KerasWeights {
    /** The name of the folder of layers in files of Keras 2.12 to 2.15. */
    private static final String OLD_LAYERS = "_layer_checkpoint_dependencies";

    @Override
    public Map<String, ModelArray> of(KerasPath path, KerasLayer layer) {
        String folder = file.hasGroup(OLD_LAYERS)
                ? ("/" + path.folder()).replace("/layers/", "/" + OLD_LAYERS + "/").substring(1) : path.folder();
        Map<String, ModelArray> arrays = new LinkedHashMap<>();
        List<String> roles = roles(layer);
        for (int i = 0; i < roles.size(); i++) {
            ModelArray array = file.arrays().get(folder + "/vars/" + i);
            if (array != null) {
                arrays.put(roles.get(i), array);
            }
        }
        return arrays;
    }

    private static List<String> roles(KerasLayer layer) {
        Stream<String> bias = layer.flag("use_bias", true) ? Stream.of("bias") : Stream.of();
        if (layer.isBatchNorm()) {
            return Stream.of(layer.flag("scale", true) ? Stream.of("gamma") : Stream.<String>of(),
                    layer.flag("center", true) ? Stream.of("beta") : Stream.<String>of(),
                    Stream.of("moving_mean", "moving_variance")).flatMap(each -> each).toList();
        }
        return switch (layer.className()) {
            case "Conv2D", "DepthwiseConv2D", "Dense", "Conv1D", "Conv3D" -> Stream.concat(Stream.of("kernel"), bias).toList();
            case "SeparableConv2D" -> Stream.concat(Stream.of("depthwise_kernel", "pointwise_kernel"), bias).toList();
            case "Normalization" -> List.of("mean", "variance");
            default -> List.of();
        };
    }
}
