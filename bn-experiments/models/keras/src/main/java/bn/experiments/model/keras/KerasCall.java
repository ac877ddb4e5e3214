package bn.experiments.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of a layer in the graph of a model.
 *
 * @param sources the names of the layers whose outputs it is applied to, in their order
 * @param plain whether these are first outputs, and the call has no other arguments that matter in inference
 */
record KerasCall(List<String> sources, boolean plain) {

    /** The calls of a layer: {@code [["conv", 0, 0, {}]]} of Keras 2, or arguments with {@code keras_history} of Keras 3. */
    static List<KerasCall> of(JsonNode inboundNodes) {
        List<KerasCall> calls = new ArrayList<>();
        for (JsonNode node : inboundNodes) {
            List<String> sources = new ArrayList<>();
            boolean plain = node.isObject() ? call(node, sources)
                    : node.path(0).isTextual() ? tensor(node, sources) : tensors(node, sources);
            calls.add(new KerasCall(sources, plain));
        }
        return calls;
    }

    private static boolean call(JsonNode node, List<String> sources) {
        boolean plain = arguments(node.path("args"), sources);
        return options(node.path("kwargs"), sources) && plain;
    }

    private static boolean tensors(JsonNode list, List<String> sources) {
        boolean plain = true;
        for (JsonNode each : list) {
            plain &= tensor(each, sources);
        }
        return plain;
    }

    /** The name of a layer, which of its calls, which of its outputs, and in Keras 2 other arguments of this call. */
    private static boolean tensor(JsonNode history, List<String> sources) {
        sources.add(history.path(0).asText(""));
        return history.path(2).asInt(0) == 0 && options(history.path(3), sources);
    }

    private static boolean arguments(JsonNode value, List<String> sources) {
        JsonNode history = value.path("config").path("keras_history");
        if (history.isArray()) {
            return tensor(history, sources);
        }
        boolean plain = value.isArray() || value.isNull();
        for (JsonNode each : value.isArray() ? value : List.<JsonNode>of()) {
            plain &= arguments(each, sources);
        }
        return plain;
    }

    /** Masks change nothing in inference; a layer that is always in training does. */
    private static boolean options(JsonNode named, List<String> sources) {
        boolean plain = true;
        for (var entry : named.properties()) {
            plain &= entry.getKey().equals("training") && !entry.getValue().asBoolean(false) || entry.getKey().equals("mask")
                    || arguments(entry.getValue(), sources) && entry.getValue().isNull();
        }
        return plain;
    }
}
