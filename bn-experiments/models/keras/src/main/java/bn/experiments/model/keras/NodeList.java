package bn.experiments.model.keras;

import bn.api.Shape;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a graph that is being built. */
final class NodeList {
    private final List<ModelNode> nodes = new ArrayList<>();
    private final List<List<Value>> inputs = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * Adds a node.
     *
     * @throws NoGraphException if the name is taken
     * @throws RuntimeException if the operation does not take these inputs
     */
    Value add(String name, Operation operation, List<Value> from, Map<String, ModelArray> parameters) {
        if (!names.add(name)) {
            throw new NoGraphException("two layers have the name " + name);
        }
        Shape shape = operation.outputs(from.stream().map(Value::shape).toList());
        nodes.add(new ModelNode(new NodeSpec(name, operation, from.stream().map(Value::node).toList()), parameters));
        inputs.add(from);
        return new Value(nodes.size() - 1, shape);
    }

    /** The node that computes a value. */
    ModelNode node(Value value) {
        return nodes.get(value.node());
    }

    /** What the node that computes a value is applied to. */
    Value input(Value value) {
        return inputs.get(value.node()).get(0);
    }

    /** The graph of the nodes that an output needs. */
    ModelGraph graph(Shape input, Value output) {
        boolean[] needed = new boolean[nodes.size()];
        needed[output.node()] = true;
        for (int i = output.node(); i >= 0; i--) {
            if (needed[i]) {
                nodes.get(i).spec().sources().stream().filter(source -> source >= 0).forEach(source -> needed[source] = true);
            }
        }
        int[] numbers = new int[nodes.size()];
        List<ModelNode> kept = new ArrayList<>();
        for (int i = 0; i <= output.node(); i++) {
            if (needed[i]) {
                NodeSpec spec = nodes.get(i).spec();
                numbers[i] = kept.size();
                List<Integer> sources = spec.sources().stream().map(source -> source < 0 ? source : numbers[source]).toList();
                kept.add(new ModelNode(new NodeSpec(spec.name(), spec.operation(), sources), nodes.get(i).parameters()));
            }
        }
        return new ModelGraph(input, kept);
    }
}
