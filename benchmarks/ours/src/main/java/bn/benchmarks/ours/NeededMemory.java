package bn.benchmarks.ours;

import bn.api.kernel.Activation;
import bn.api.kernel.Pooling;
import bn.benchmarks.task.TrainingTask;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.network.Network;
import java.util.List;

/**
 * What a training step has to keep: parameters, their velocities, and what the backward pass reads. A linear map reads its inputs, a
 * normalization its inputs, an activation its outputs, and maximum pooling its inputs.
 */
final class NeededMemory {
    private final List<NodeSpec> nodes;
    /** Whether the outputs of a node are read by the backward pass. */
    private final boolean[] outputs;
    private boolean input;
    /** Elements of an example between the linear maps and their normalizations. */
    private long between;

    private NeededMemory(Architecture architecture) {
        nodes = architecture.nodes();
        outputs = new boolean[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            Operation operation = nodes.get(i).operation();
            if (operation instanceof Operation.Layer layer) {
                read(nodes.get(i));
                outputs[i] |= layer.activation().kind() != Activation.Kind.IDENTITY;
                between += layer.linear().isPresent() && layer.normalized() ? architecture.shapes().get(i).elements() : 0;
            } else if (operation instanceof Operation.Add add) {
                outputs[i] |= add.activation().kind() != Activation.Kind.IDENTITY;
            } else if (operation instanceof Operation.Pool pool && pool.pooling() == Pooling.MAX
                    && pool.window().vertical().size() * pool.window().horizontal().size() > 1) {
                read(nodes.get(i));
            }
        }
    }

    private void read(NodeSpec node) {
        for (int source : node.sources()) {
            if (source < 0) {
                input = true;
            } else {
                outputs[source] = true;
            }
        }
    }

    /** Bytes in float32 for a network that trains by this task. */
    static double bytes(TrainingTask task, Network network) {
        Architecture architecture = network.spec().architecture();
        NeededMemory needed = new NeededMemory(architecture);
        double example = needed.between + (needed.input ? architecture.inputs() : 0);
        for (int i = 0; i < needed.outputs.length; i++) {
            example += needed.outputs[i] ? architecture.shapes().get(i).elements() : 0;
        }
        double parameters = network.parameters().stream().mapToLong(parameter -> parameter.value().shape().elements()).sum();
        return Float.BYTES * (2 * parameters + task.batch() * example);
    }
}
