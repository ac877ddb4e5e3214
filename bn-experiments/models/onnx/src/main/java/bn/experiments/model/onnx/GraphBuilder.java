package bn.experiments.model.onnx;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a network while they are read. */
final class GraphBuilder {
    private final NodeNames names;
    private final Shape input;
    private final List<ModelNode> nodes = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    GraphBuilder(NodeNames names, Shape input) {
        this.names = names;
        this.input = input;
    }

    /** Adds a node that the file does not have, with a name like this one. */
    Data addHelper(String name, Operation operation, Data source) {
        return add(names.unique(name), operation, Map.of(), source);
    }

    /**
     * Adds a node.
     *
     * @return its outputs
     * @throws bn.api.InvalidRequestException if it does not take such inputs
     */
    Data add(String name, Operation operation, Map<String, ModelArray> parameters, Data... sources) {
        List<Data> inputs = List.of(sources);
        Shape outputs = outputs(operation, inputs.stream().map(Data::shape).toList());
        nodes.add(new ModelNode(new NodeSpec(name, operation, inputs.stream().map(Data::source).toList()), parameters));
        shapes.add(outputs);
        return Data.of(nodes.size() - 1, outputs);
    }

    private static Shape outputs(Operation operation, List<Shape> inputs) {
        try {
            Shape outputs = operation.outputs(inputs);
            if (outputs.elements() <= Integer.MAX_VALUE) {
                return outputs;
            }
        } catch (ArithmeticException e) {
            // As if the shape were too large.
        }
        throw new InvalidRequestException("its outputs for one example are more than fit an array");
    }

    /** The node whose outputs these are; it must not be the input. */
    ModelNode node(Data outputs) {
        return nodes.get(outputs.source());
    }

    /** Gives a node another parameter. */
    void addParameter(Data outputs, String role, ModelArray array) {
        ModelNode node = node(outputs);
        Map<String, ModelArray> parameters = new HashMap<>(node.parameters());
        parameters.put(role, array);
        nodes.set(outputs.source(), new ModelNode(node.spec(), parameters));
    }

    /** The nodes that the outputs depend on. */
    ModelGraph graph(Data outputs) {
        boolean[] used = new boolean[nodes.size()];
        used[outputs.source()] = true;
        for (int i = outputs.source(); i >= 0; i--) {
            if (used[i]) {
                nodes.get(i).spec().sources().stream().filter(source -> source >= 0).forEach(source -> used[source] = true);
            }
        }
        int[] numbers = new int[nodes.size()];
        List<ModelNode> kept = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                numbers[i] = kept.size();
                NodeSpec spec = nodes.get(i).spec();
                List<Integer> sources = spec.sources().stream().map(source -> source < 0 ? source : numbers[source]).toList();
                kept.add(new ModelNode(new NodeSpec(spec.name(), spec.operation(), sources), nodes.get(i).parameters()));
            }
        }
        return new ModelGraph(input, kept);
    }
}
