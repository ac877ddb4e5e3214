package bn.experiments.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of a Sequential or Functional model.
 *
 * @param className its class
 * @param layers its layers, in the order of the configuration
 * @param inputs the layers that are its inputs
 * @param outputs the layers whose outputs are its outputs
 * @param inputShape the shape of its inputs with the axis of the batch, if the configuration says
 */
record KerasModel(String className, List<KerasLayer> layers, List<String> inputs, List<String> outputs,
        Optional<JsonNode> inputShape) {

    /** The model of an object with {@code class_name} and {@code config}, if this lists its layers. */
    static Optional<KerasModel> of(JsonNode model) {
        JsonNode config = model.path("config");
        // Until Keras 2.2.2 the configuration of a Sequential model is the list itself.
        JsonNode list = config.isArray() ? config : config.path("layers");
        if (!list.isArray()) {
            return Optional.empty();
        }
        String className = model.path("class_name").asText("");
        boolean sequential = !config.path("output_layers").isArray();
        List<KerasLayer> layers = new ArrayList<>();
        for (JsonNode each : list) {
            layers.add(layer(each, sequential, layers));
        }
        if (sequential) {
            List<String> ends = layers.isEmpty() ? List.of() : List.of(layers.get(layers.size() - 1).name());
            boolean starts = !layers.isEmpty() && layers.get(0).className().equals("InputLayer");
            Optional<JsonNode> shape = layers.isEmpty() ? Optional.empty() : layers.get(0).batchShape();
            return Optional.of(new KerasModel(className, layers, starts ? List.of(layers.get(0).name()) : List.of(), ends,
                    shape.or(() -> Optional.of(config.path("build_input_shape")).filter(JsonNode::isArray))));
        }
        List<String> inputs = names(config.path("input_layers"));
        return Optional.of(new KerasModel(className, layers, inputs, names(config.path("output_layers")),
                layers.stream().filter(each -> inputs.contains(each.name())).findFirst().flatMap(KerasLayer::batchShape)));
    }

    private static KerasLayer layer(JsonNode layer, boolean sequential, List<KerasLayer> before) {
        String module = layer.path("module").asText("keras.layers");
        String className = layer.path("class_name").asText("");
        String full = module.contains(".ops") || layer.path("registered_name").asText("").contains(">")
                ? module + "." + className : className;
        JsonNode config = layer.path("config");
        String name = layer.path("name").asText(config.path("name").asText(""));
        List<KerasCall> calls = !sequential ? KerasCall.of(layer.path("inbound_nodes"))
                : before.isEmpty() ? List.of() : List.of(new KerasCall(List.of(before.get(before.size() - 1).name()), true));
        return new KerasLayer(printable(full), printable(name), config, calls, of(layer));
    }

    /** A name that can be printed in one line. */
    static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** {@code [["input_1", 0, 0]]}, or {@code ["input_1", 0, 0]} alone. */
    private static List<String> names(JsonNode tensors) {
        List<String> names = new ArrayList<>();
        if (tensors.path(0).isTextual()) {
            names.add(tensors.path(0).asText());
        } else {
            tensors.forEach(each -> names.add(each.path(0).asText("")));
        }
        return names;
    }
}
