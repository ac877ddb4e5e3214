package bn.experiments.model.onnx;

import bn.api.kernel.Activation;
import bn.experiments.architecture.Operation;
import java.util.Optional;
import java.util.OptionalDouble;

/** Activations of all elements. */
final class ActivationOperators {
    private static final double SIXTH = 1.0 / 6;

    private ActivationOperators() {}

    static void relu(Call call) {
        activate(call, Activation.RELU);
    }

    static void sigmoid(Call call) {
        activate(call, Activation.SIGMOID);
    }

    static void tanh(Call call) {
        activate(call, Activation.TANH);
    }

    static void hardSwish(Call call) {
        activate(call, Activation.HARD_SWISH);
    }

    static void leakyRelu(Call call) {
        double slope = call.attributes().number("alpha", 0.01);
        activate(call, slope == 0 ? Activation.RELU : Activation.leakyRelu(slope));
    }

    static void hardSigmoid(Call call) {
        double slope = call.attributes().number("alpha", 0.2);
        // One sixth has no decimal number; float32 keeps 8 digits of it.
        activate(call,
                Activation.hardSigmoid((float) slope == (float) SIXTH ? SIXTH : slope, call.attributes().number("beta", 0.5)));
    }

    static void clip(Call call) {
        double least = end(call, "min", 1).orElse(Double.NEGATIVE_INFINITY);
        double most = end(call, "max", 2).orElse(Double.POSITIVE_INFINITY);
        // Exporters write the limits of float32 where there is none.
        least = least <= -Float.MAX_VALUE ? Double.NEGATIVE_INFINITY : least;
        most = most >= Float.MAX_VALUE ? Double.POSITIVE_INFINITY : most;
        if (least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY) {
            call.result(call.data(0));
        } else {
            activate(call, least == 0 && most == Double.POSITIVE_INFINITY ? Activation.RELU : Activation.clip(least, most));
        }
    }

    private static OptionalDouble end(Call call, String attribute, int input) {
        return call.attributes().has(attribute) ? OptionalDouble.of(call.attributes().number(attribute, 0)) : call.number(input);
    }

    private static void activate(Call call, Activation activation) {
        Data data = call.data(0);
        call.result(data.from(add(call, activation, data).source()));
    }

    private static Data add(Call call, Activation activation, Data data) {
        return call.add(new Operation.Layer(Optional.empty(), false, activation), data);
    }

    /** x times sigmoid(x) is SiLU, and x times hard sigmoid(x) is hard swish; empty if the second is neither of x. */
    static Optional<Data> gated(Call call, Data x, Data gate) {
        if (gate.source() < 0 || !gate.view().equals(x.view())
                || !(call.builder().node(gate).spec().operation() instanceof Operation.Layer layer)
                || layer.linear().isPresent() || layer.normalized()
                || call.builder().node(gate).spec().sources().get(0) != x.source()) {
            return Optional.empty();
        }
        Optional<Activation> both = layer.activation().equals(Activation.SIGMOID) ? Optional.of(Activation.SILU)
                : Optional.of(Activation.HARD_SWISH).filter(any -> layer.activation().equals(Activation.HARD_SIGMOID));
        return both.map(activation -> x.from(add(call, activation, x).source()));
    }
}
