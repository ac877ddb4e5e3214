package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads operations from the words of {@link OperationText}. */
final class OperationParser {
    private static final Map<String, Activation> ACTIVATIONS = Map.of("relu", Activation.RELU, "relu6", Activation.RELU6,
            "sigmoid", Activation.SIGMOID, "tanh", Activation.TANH, "hard sigmoid", Activation.HARD_SIGMOID, "silu",
            Activation.SILU, "hard swish", Activation.HARD_SWISH);
    private static final Map<String, Pooling> POOLINGS = Map.of("max pooling", Pooling.MAX, "average pooling", Pooling.AVERAGE,
            "average with padding pooling", Pooling.AVERAGE_WITH_PADDING);

    private OperationParser() {}

    /**
     * Reads an operation.
     *
     * @throws InvalidRequestException if it is none
     */
    static Operation parse(String text) {
        List<Words> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            parts.add(new Words(part));
        }
        Words first = parts.get(0);
        Optional<Operation> single = single(first);
        if (single.isPresent()) {
            first.end();
            if (parts.size() > 1) {
                throw new InvalidRequestException(
                        "nothing follows '" + first + "', got '" + parts.get(1) + "'; make it a node of "
                                + "its own");
            }
            return single.get();
        }
        Operation operation = first.take("sum") ? new Operation.Add(activation(parts, 1)) : layer(parts);
        parts.forEach(Words::end);
        return operation;
    }

    private static Optional<Operation> single(Words words) {
        for (Map.Entry<String, Pooling> pooling : POOLINGS.entrySet()) {
            if (words.take(pooling.getKey())) {
                return Optional.of(new Operation.Pool(pooling.getValue(), words.window()));
            }
        }
        if (words.take("global average")) {
            return Optional.of(new Operation.GlobalAverage());
        } else if (words.take("flatten")) {
            return Optional.of(new Operation.Flatten());
        } else if (words.take("concatenation")) {
            return Optional.of(new Operation.Concatenate());
        } else if (words.take("dropout")) {
            return Optional.of(new Operation.Dropout(words.number("the probability of dropout")));
        } else if (words.take("product")) {
            return Optional.of(new Operation.Multiply());
        }
        return channels(words);
    }

    private static Optional<Operation> channels(Words words) {
        if (words.take("channels of zeros")) {
            return Optional.of(new Operation.PadChannels(words.count("the number of channels before", 0, "before"),
                    words.count("the number of channels after", 0, "after")));
        } else if (words.take("zeros")) {
            return Optional.of(new Operation.PadImages(words.count("the number of rows above", 0, "top"),
                    words.count("the number of columns to the left", 0, "left"),
                    words.count("the number of rows below", 0, "bottom"),
                    words.count("the number of columns to the right", 0, "right")));
        } else if (words.take("slice")) {
            int count = words.count("the number of channels of a slice", 1, "channels");
            words.require("after");
            return Optional.of(new Operation.SliceChannels(words.count("the number of channels before a slice", 0), count));
        } else if (words.take("channel shuffle")) {
            words.require("groups");
            return Optional.of(new Operation.ShuffleChannels(words.count("the number of groups", 1)));
        }
        return Optional.empty();
    }

    private static Operation layer(List<Words> parts) {
        int next = 0;
        Optional<LinearSpec> linear = linear(parts.get(0));
        next += linear.isPresent() ? 1 : 0;
        boolean normalized = next < parts.size() && parts.get(next).take("normalization");
        OptionalDouble eps = normalized && parts.get(next).take("eps") ? OptionalDouble.of(parts.get(next).number("eps"))
                : OptionalDouble.empty();
        next += normalized ? 1 : 0;
        return new Operation.Layer(linear, normalized, eps, activation(parts, next));
    }

    private static Optional<LinearSpec> linear(Words words) {
        if (words.take("fully connected")) {
            return Optional.of(new LinearSpec.Dense(words.count("the number of units", 1)));
        } else if (words.take("convolution")) {
            int units = words.count("the number of output channels", 1);
            Words.Geometry geometry = words.geometry();
            return Optional.of(new LinearSpec.Convolutional(new Convolution(geometry.window(), geometry.groups()), units));
        }
        return Optional.empty();
    }

    /** The activation in a part, which is the last; the identity if there is none. */
    private static Activation activation(List<Words> parts, int part) {
        if (part == parts.size()) {
            return Activation.IDENTITY;
        }
        Words words = parts.get(part);
        if (part < parts.size() - 1) {
            throw new InvalidRequestException("'" + parts.get(part + 1) + "' cannot follow '" + words + "'");
        }
        if (words.take("leaky relu")) {
            return Activation.leakyRelu(words.number("the slope"));
        } else if (words.take("clip")) {
            return Activation.clip(words.number("the least value"), words.number("the largest value"));
        }
        for (Map.Entry<String, Activation> activation : ACTIVATIONS.entrySet()) {
            if (words.take(activation.getKey())) {
                return activation.getKey().equals("hard sigmoid") && words.more()
                        ? Activation.hardSigmoid(words.number("the slope"), words.number("the shift")) : activation.getValue();
            }
        }
        throw new InvalidRequestException("'" + words
                + "' is no operation; there are convolution, fully connected, normalization, "
                + "sum, product, concatenation, max pooling, average pooling, global average, flatten, channels of zeros, zeros, "
                + "slice, channel shuffle, dropout, and the activations relu, relu6, leaky relu, clip, sigmoid, tanh, hard sigmoid, silu and hard swish");
    }
}
