package bn.experiments.model;

import bn.api.Shape;
import java.util.List;

/**
 * What a trained network computes in inference: nodes in topological order, each of one operation; the last one gives the
 * outputs.
 *
 * @param input shape of one example: I, or C x H x W
 * @param nodes the nodes
 */
public record ModelGraph(Shape input, List<ModelNode> nodes) {

    /** Copies the nodes. */
    public ModelGraph {
        nodes = List.copyOf(nodes);
    }
}
