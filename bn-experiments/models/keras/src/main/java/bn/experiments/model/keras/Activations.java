package bn.experiments.model.keras;

import bn.api.kernel.Activation;
import com.fasterxml.jackson.databind.JsonNode;

/** Activations of Keras by name. */
final class Activations {
    /** The slope of {@code leaky_relu} by name, which only Keras 3 knows. */
    private static final double LEAKY_SLOPE = 0.2;

    private Activations() {}

    /** Adds an activation; a softmax at the end of the network is left out. */
    static Value add(LayerScope scope, String nodeName, JsonNode setting, Value from) {
        String name = name(setting);
        if (name.equals("softmax")) {
            return softmax(scope, from);
        }
        return scope.addActivation(nodeName, of(scope, name), from);
    }

    /** Leaves a softmax out, which is the last thing that the network does. */
    static Value softmax(LayerScope scope, Value from) {
        if (!scope.last() || from.isImages()) {
            throw scope.refused("is a softmax that is not the last activation");
        }
        scope.notes().add("the softmax of the layer " + scope.name() + " is left out, because losses take logits");
        return from;
    }

    /** A name, or in Keras 3 an object that has it. */
    private static String name(JsonNode setting) {
        if (setting.isObject()) {
            return setting.path("config").isTextual() ? setting.path("config").asText() : setting.path("class_name").asText("");
        }
        return setting.asText("linear");
    }

    private static Activation of(LayerScope scope, String name) {
        return switch (name) {
            case "linear", "null", "" -> Activation.IDENTITY;
            case "relu" -> Activation.RELU;
            case "relu6" -> Activation.RELU6;
            case "leaky_relu" -> Activation.leakyRelu(LEAKY_SLOPE);
            case "sigmoid" -> Activation.SIGMOID;
            case "tanh" -> Activation.TANH;
            case "silu", "swish" -> Activation.SILU;
            case "hard_silu", "hard_swish" -> Activation.HARD_SWISH;
            // Keras 3 took the definition of PyTorch.
            case "hard_sigmoid" -> scope.version().startsWith("2") ? Activation.hardSigmoid(0.2, 0.5) : Activation.HARD_SIGMOID;
            default -> throw scope.refused("has the activation " + name + ", which is not computed here");
        };
    }

    /** The layer ReLU: {@code max_value}, {@code negative_slope} and {@code threshold}. */
    static Activation relu(LayerScope scope) {
        double slope = scope.number("negative_slope", 0);
        double most = scope.number("max_value", Double.POSITIVE_INFINITY);
        if (scope.number("threshold", 0) != 0 || slope != 0 && most != Double.POSITIVE_INFINITY) {
            throw scope.refused("has a threshold, or a slope and a largest value, which are not computed here");
        }
        return slope != 0 ? leaky(scope, slope) : most == Double.POSITIVE_INFINITY ? Activation.RELU : Activation.clip(0, most);
    }

    /** ReLU with a slope below zero. */
    static Activation leaky(LayerScope scope, double slope) {
        if (slope < 0 || slope >= 1) {
            throw scope.refused("has the slope " + slope + ", which is not from 0 to less than 1");
        }
        return slope == 0 ? Activation.RELU : Activation.leakyRelu(slope);
    }
}
