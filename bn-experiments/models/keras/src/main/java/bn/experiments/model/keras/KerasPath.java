package bn.experiments.model.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The place of a layer in nested models.
 *
 * @param names names of the models that it is in, without the outermost, and its own
 * @param folder the folder of its arrays in files of Keras 3, such as {@code layers/conv2d_1}: named after classes and numbered
 *     in the order of the layers
 */
record KerasPath(List<String> names, String folder) {
    /** The outermost model. */
    static final KerasPath ROOT = new KerasPath(List.of(), "");

    /** The places of the layers of a model. */
    Map<String, KerasPath> layers(KerasModel model) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, KerasPath> paths = new HashMap<>();
        // A Sequential model does not count its input among its layers; no other layer has its class.
        for (KerasLayer layer : model.layers()) {
            String base = folderName(layer.className());
            int count = counts.merge(base, 1, Integer::sum) - 1;
            paths.put(layer.name(), new KerasPath(Stream.concat(names.stream(), Stream.of(layer.name())).toList(),
                    (folder.isEmpty() ? "" : folder + "/") + "layers/" + base + (count == 0 ? "" : "_" + count)));
        }
        return paths;
    }

    /** The name of the class in words with underscores, such as {@code separable_conv2d}. */
    private static String folderName(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** The name of the layer in the whole network, such as {@code backbone/conv1}. */
    String name() {
        return String.join("/", names);
    }
}
