package bn.experiments.model.keras;

import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.experiments.architecture.LinearSpec.Convolutional;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Layers with numbers for each channel: normalizations. */
final class ChannelLayers {
    /** What Keras divides by at least, instead of the standard deviation. */
    private static final double LEAST_DEVIATION = 1e-7;

    private ChannelLayers() {}

    static Value batchNorm(LayerScope scope) {
        Value input = scope.input();
        requireChannels(scope, scope.layer().config().path("axis"));
        List<Integer> shape = List.of(input.shape().size(0));
        Map<String, ModelArray> parameters = new HashMap<>();
        roles(scope.layer()).forEach((role, name) -> parameters.put(name, vector(scope.array(role, shape), input)));
        Operation normalization = new Operation.Layer(Optional.empty(), true,
                OptionalDouble.of(scope.number("epsilon", BatchNorms.DEFAULT_EPS)), Activation.IDENTITY);
        return new Value(scope.add(scope.name(), normalization, List.of(input), parameters).node(), input.shape(), input.order());
    }

    private static Map<String, String> roles(KerasLayer layer) {
        Map<String, String> roles = new HashMap<>(Map.of("moving_mean", ModelNode.MEAN, "moving_variance", ModelNode.VARIANCE));
        if (layer.flag("scale", true)) {
            roles.put("gamma", ModelNode.GAMMA);
        }
        if (layer.flag("center", true)) {
            roles.put("beta", ModelNode.BETA);
        }
        return roles;
    }

    private static ModelArray vector(ModelArray array, Value input) {
        return input.isImages() ? array : Kernels.vector(array, input.order());
    }

    /** The axis, or a list of it, has to be the last; it is if nothing is said. */
    private static void requireChannels(LayerScope scope, JsonNode setting) {
        JsonNode axis = setting.isArray() && setting.size() == 1 ? setting.get(0) : setting;
        if (axis.isMissingNode() || axis.asInt(0) == -1 || axis.asInt(0) == (scope.input().isImages() ? 3 : 1)) {
            return;
        }
        throw scope.refused("has the axis " + setting + ", which is not that of the channels");
    }

    /** {@code scale x + offset}. */
    static Value rescaling(LayerScope scope) {
        JsonNode scale = scope.layer().config().path("scale");
        JsonNode offset = scope.layer().config().path("offset");
        return affine(scope, c -> entry(scope, scale, c), c -> offset.isMissingNode() ? 0 : entry(scope, offset, c));
    }

    private static double entry(LayerScope scope, JsonNode numbers, int channel) {
        JsonNode number = numbers.isArray() && numbers.size() == scope.images().shape().size(0) ? numbers.get(channel) : numbers;
        if (!number.isNumber()) {
            throw scope.refused("has constants that are neither one number nor one a channel");
        }
        return number.asDouble();
    }

    /** {@code (x - mean) / deviation}, where these are constants of the file. */
    static Value normalization(LayerScope scope) {
        JsonNode config = scope.layer().config();
        requireChannels(scope, config.path("axis"));
        if (config.path("invert").asBoolean(false)) {
            throw scope.refused("is inverted, which is not computed here");
        }
        int channels = scope.images().shape().size(0);
        double[] mean = constants(scope, config.path("mean"), "mean", channels);
        double[] variance = constants(scope, config.path("variance"), "variance", channels);
        double[] deviation = IntStream.range(0, channels).mapToDouble(c -> Math.max(Math.sqrt(variance[c]), LEAST_DEVIATION))
                .toArray();
        return affine(scope, c -> 1 / deviation[c], c -> -mean[c] / deviation[c]);
    }

    private static double[] constants(LayerScope scope, JsonNode setting, String role, int channels) {
        JsonNode flat = setting;
        while (flat.isArray() && flat.size() == 1) {
            flat = flat.get(0);
        }
        JsonNode numbers = flat;
        return setting.isMissingNode() || setting.isNull() ? scope.array(role, List.of(channels)).values()
                : IntStream.range(0, channels).mapToDouble(c -> entry(scope, numbers, c)).toArray();
    }

    /** A depthwise convolution of one position. */
    private static Value affine(LayerScope scope, IntToDoubleFunction scale, IntToDoubleFunction shift) {
        int channels = scope.images().shape().size(0);
        ModelArray weights = ModelArray.of(IntStream.range(0, channels).mapToDouble(scale).toArray(), channels, 1, 1, 1);
        ModelArray bias = ModelArray.of(IntStream.range(0, channels).mapToDouble(shift).toArray(), channels);
        Convolution geometry = new Convolution(Window.square(1, 1, 0), channels);
        return scope.addLinear(scope.name(), new Convolutional(geometry, channels), scope.images(), weights, Optional.of(bias));
    }
}
