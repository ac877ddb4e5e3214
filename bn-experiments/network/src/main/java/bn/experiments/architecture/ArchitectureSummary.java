package bn.experiments.architecture;

import bn.api.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of a network, node by node.
 *
 * @param architecture text that the architecture is read from
 * @param input shape of an input
 * @param nodes in topological order
 */
public record ArchitectureSummary(String architecture, String input, List<Node> nodes) {

    /**
     * A node.
     *
     * @param name its name
     * @param operation what it computes, in words
     * @param output shape of the outputs of one example
     * @param parameters number of learned numbers: weights, and two for each channel of a batch norm, or biases
     * @param multiplyAdds number of multiplications of weights with inputs, for one example
     * @param activations how many numbers of one example a training step keeps for the backward pass
     */
    public record Node(String name, String operation, String output, long parameters, long multiplyAdds, long activations) {}

    /** The summary of an architecture with batch norm that learns gamma and beta. */
    public static ArchitectureSummary of(Architecture architecture) {
        List<Shape> shapes = architecture.shapes();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            nodes.add(node(architecture, i, shapes.get(i)));
        }
        return new ArchitectureSummary(architecture.text(), architecture.input().toString(), nodes);
    }

    private static Node node(Architecture architecture, int number, Shape output) {
        NodeSpec spec = architecture.nodes().get(number);
        long parameters = 0;
        long multiplyAdds = 0;
        long kept = output.elements();
        if (spec.operation() instanceof Operation.Layer layer) {
            int channels = output.size(0);
            if (layer.linear().isPresent()) {
                long weights = architecture.weights(number).elements();
                parameters = weights + (layer.normalized() ? 0 : channels);
                multiplyAdds = weights * (output.elements() / channels);
            }
            parameters += layer.normalized() ? 2L * channels : 0;
            // The inputs of the normalization, or of an activation whose derivative needs them.
            kept *= layer.linear().isPresent() && layer.normalized() ? 2 : 1;
            kept += layer.activation().usesInput() ? output.elements() : 0;
        }
        return new Node(spec.name(), OperationText.of(spec.operation()), output.toString(), parameters, multiplyAdds, kept);
    }

    /** Number of learned numbers. */
    public long parameters() {
        return nodes.stream().mapToLong(Node::parameters).sum();
    }

    /** Number of multiplications of weights with inputs, for one example. */
    public long multiplyAdds() {
        return nodes.stream().mapToLong(Node::multiplyAdds).sum();
    }

    /** How many numbers of one example a training step keeps for the backward pass. */
    public long activations() {
        return nodes.stream().mapToLong(Node::activations).sum();
    }
}
