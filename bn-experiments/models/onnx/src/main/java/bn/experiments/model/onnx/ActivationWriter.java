package bn.experiments.model.onnx;

import bn.api.kernel.Activation;
import java.util.Map;

/** Activations as nodes of ONNX. */
final class ActivationWriter {
    private final GraphWriter graph;
    private final Opset opset;

    ActivationWriter(GraphWriter graph, Opset opset) {
        this.graph = graph;
        this.opset = opset;
    }

    void write(Activation activation, String name, String output, String input) {
        switch (activation.kind()) {
            case IDENTITY -> graph.add("Identity", name, output, Map.of(), input);
            case RELU -> graph.add("Relu", name, output, Map.of(), input);
            case SIGMOID -> graph.add("Sigmoid", name, output, Map.of(), input);
            case TANH -> graph.add("Tanh", name, output, Map.of(), input);
            case LEAKY_RELU -> graph.add("LeakyRelu", name, output, Map.of("alpha", activation.alpha()), input);
            case CLIP -> graph.add("Clip", name, output, Map.of(), input, end(name + ".min", activation.alpha()),
                    end(name + ".max", activation.beta()));
            case HARD_SIGMOID -> hardSigmoid(activation, name, output, input);
            case SILU -> {
                String gate = name + ".sigmoid";
                multiply(name, output, input, graph.add("Sigmoid", gate, graph.unique(gate), Map.of(), input));
            }
            case HARD_SWISH -> {
                if (opset.hasHardSwish()) {
                    graph.add("HardSwish", name, output, Map.of(), input);
                } else {
                    String gate = name + ".sigmoid";
                    multiply(name, output, input, hardSigmoid(Activation.HARD_SIGMOID, gate, graph.unique(gate), input));
                }
            }
        }
    }

    private String hardSigmoid(Activation activation, String name, String output, String input) {
        return graph.add("HardSigmoid", name, output, Map.of("alpha", activation.alpha(), "beta", activation.beta()), input);
    }

    private void multiply(String name, String output, String input, String gate) {
        graph.add("Mul", name, output, Map.of(), input, gate);
    }

    /** A least or largest value; an input that is left out has an empty name. */
    private String end(String name, double value) {
        return Double.isInfinite(value) ? "" : graph.number(name, value);
    }
}
