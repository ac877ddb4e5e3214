package bn.experiments.model;

import bn.api.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trained network computes in inference: nodes in topological order, each of one operation; the last one gives the
 * outputs.
 *
 * @param input shape of one example: I, or C x H x W
 * @param nodes the nodes
 */
public record ModelGraph(Shape input, List<ModelNode> nodes) {
    private static final List<String> LEARNED = List.of(ModelNode.WEIGHTS, ModelNode.BIAS, ModelNode.GAMMA, ModelNode.BETA);

    /** Copies the nodes. */
    public ModelGraph {
        nodes = List.copyOf(nodes);
    }

    /**
     * The shapes of the outputs of all nodes.
     *
     * @throws bn.api.InvalidRequestException if a node does not take what it reads
     */
    public List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (ModelNode node : nodes) {
            shapes.add(node.spec().operation().outputs(node.spec().sources().stream()
                    .map(source -> source < 0 ? input : shapes.get(source)).toList()));
        }
        return shapes;
    }

    /** Number of learned numbers: weights, biases, scales and shifts. */
    public long parameters() {
        return nodes.stream().flatMap(node -> LEARNED.stream().flatMap(role -> node.parameter(role).stream()))
                .mapToLong(ModelArray::count).sum();
    }

    /** Number of multiplications of weights with inputs, for one example. */
    public long multiplyAdds() {
        List<Shape> shapes = shapes();
        long sum = 0;
        for (int i = 0; i < shapes.size(); i++) {
            long positions = shapes.get(i).elements() / shapes.get(i).size(0);
            sum += positions * nodes.get(i).parameter(ModelNode.WEIGHTS).map(ModelArray::count).orElse(0L);
        }
        return sum;
    }
}
