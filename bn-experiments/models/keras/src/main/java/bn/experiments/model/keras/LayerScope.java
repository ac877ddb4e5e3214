package bn.experiments.model.keras;

import bn.api.kernel.Activation;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer that is translated to nodes.
 *
 * @param layer its configuration
 * @param name its name in the whole network
 * @param inputs what it is applied to
 * @param arrays its arrays by role
 * @param nodes receives its nodes
 * @param last whether its outputs are those of the network
 * @param version of Keras that wrote the file
 * @param notes receives what the user has to know
 */
record LayerScope(KerasLayer layer, String name, List<Value> inputs, Map<String, ModelArray> arrays, NodeList nodes, boolean last,
        String version, List<String> notes) {

    /** The failure of this layer. */
    NoGraphException refused(String why) {
        return NoGraphException.layer(layer, name, why);
    }

    /** Its only input. */
    Value input() {
        if (inputs.size() != 1) {
            throw refused("has " + inputs.size() + " inputs instead of one");
        }
        return inputs.get(0);
    }

    /** Its only input, which is images. */
    Value images() {
        if (!input().isImages()) {
            throw refused("is applied to " + input().shape() + " numbers, not to images");
        }
        return input();
    }

    /** A setting that is a number; the default if it is missing or null. */
    double number(String key, double otherwise) {
        JsonNode value = layer.config().path(key);
        if (!value.isNumber() && !value.isNull() && !value.isMissingNode()) {
            throw refused("has the setting " + key + " = " + value + ", which is no number");
        }
        return value.asDouble(otherwise);
    }

    /** A setting for height and width: a whole number, or two of them; 1 if it is missing or null. */
    int[] pair(String key) {
        JsonNode value = layer.config().path(key);
        JsonNode one = value.isArray() ? value.path(0) : value;
        JsonNode other = value.isArray() ? value.path(1) : value;
        return value.isMissingNode() || value.isNull() ? new int[] {1, 1} : new int[] {whole(key, one), whole(key, other)};
    }

    /** A whole number from 0 to 65,536. */
    int whole(String key, JsonNode value) {
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > 1 << 16) {
            throw refused("has the setting " + key + " = " + layer.config().path(key) + ", which is not from 0 to 65,536");
        }
        return value.asInt();
    }

    /** One of its arrays. */
    ModelArray array(String role, List<Integer> shape) {
        ModelArray array = arrays.get(role);
        if (array == null || !array.shape().equals(shape)) {
            throw refused("needs an array " + role + " of the shape " + shape + ", but has "
                    + (array == null ? "none" : "one of the shape " + array.shape()));
        }
        if (!array.dtype().contains("F")) {
            throw refused("has weights of the type " + array.dtype() + "; save the model before it is quantized");
        }
        return array;
    }

    /** Adds a node. */
    Value add(String nodeName, Operation operation, List<Value> from, Map<String, ModelArray> parameters) {
        return nodes.add(nodeName, operation, from, parameters);
    }

    /** Adds a linear map of its weights in our layout. */
    Value addLinear(String nodeName, LinearSpec linear, Value from, ModelArray weights, Optional<ModelArray> bias) {
        Map<String, ModelArray> parameters = new HashMap<>(Map.of(ModelNode.WEIGHTS, weights));
        bias.ifPresent(array -> parameters.put(ModelNode.BIAS, array));
        return add(nodeName, new Operation.Layer(Optional.of(linear), false, Activation.IDENTITY), List.of(from), parameters);
    }

    /** Adds an activation, if it does something. */
    Value addActivation(String nodeName, Activation activation, Value from) {
        return activation.equals(Activation.IDENTITY) ? from
                : new Value(
                        add(nodeName, new Operation.Layer(Optional.empty(), false, activation), List.of(from), Map.of()).node(),
                        from.shape(), from.order());
    }

    /** Adds the activation that is a setting of the layer. */
    Value activated(Value from) {
        return Activations.add(this, name + "/activation", layer.config().path("activation"), from);
    }

    /** The bias of this many units, if it has one. */
    Optional<ModelArray> bias(int units) {
        return layer.flag("use_bias", true) ? Optional.of(array("bias", List.of(units))) : Optional.empty();
    }
}
