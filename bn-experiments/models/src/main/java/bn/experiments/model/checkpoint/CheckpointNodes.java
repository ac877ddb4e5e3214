package bn.experiments.model.checkpoint;

import bn.api.BnException;
import bn.api.kernel.Activation;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelNode;
import bn.experiments.run.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The nodes of a checkpoint's architecture, each of one operation. A layer {@code conv1} becomes the linear map {@code conv1}, the
 * normalization {@code conv1.norm}, as in the names of its arrays, and the activation {@code conv1.activation}.
 */
final class CheckpointNodes {
    /** The parameters of a batch normalization, by the names of their arrays after {@code NODE.norm.}. */
    private static final Map<String, String> ROLES = Map.of("gamma", ModelNode.GAMMA, "beta", ModelNode.BETA, "runningMean",
            ModelNode.MEAN, "runningVariance", ModelNode.VARIANCE);

    private final Checkpoint checkpoint;
    private final Map<String, ModelArray> arrays;
    private final boolean batchNorm;
    private final List<ModelNode> nodes = new ArrayList<>();
    private final List<BatchNormLayer> layers = new ArrayList<>();

    /**
     * Takes an architecture apart.
     *
     * @param batchNorm whether its normalizations are there; they are not in a folded network
     */
    CheckpointNodes(Checkpoint checkpoint, Map<String, ModelArray> arrays, boolean batchNorm) {
        this.checkpoint = checkpoint;
        this.arrays = arrays;
        this.batchNorm = batchNorm;
        Architecture architecture = checkpoint.architecture();
        Map<Integer, Integer> last = new HashMap<>(Map.of(NodeSpec.INPUT, NodeSpec.INPUT));
        for (int i = 0; i < architecture.nodes().size(); i++) {
            NodeSpec node = architecture.nodes().get(i);
            List<Integer> sources = node.sources().stream().map(last::get).toList();
            last.put(i, node.operation() instanceof Operation.Layer layer ? layer(i, node.name(), layer, sources.get(0))
                    : other(node, sources));
        }
    }

    static boolean isNormalized(NodeSpec node) {
        return node.operation() instanceof Operation.Layer layer && layer.normalized();
    }

    List<ModelNode> nodes() {
        return nodes;
    }

    List<BatchNormLayer> layers() {
        return layers;
    }

    /** Adds the parts of a layer; returns the number of the last one. */
    private int layer(int number, String name, Operation.Layer layer, int source) {
        int last = source;
        if (layer.linear().isPresent()) {
            Map<String, ModelArray> parameters = new LinkedHashMap<>();
            parameters.put(ModelNode.WEIGHTS, array(name + ".weights"));
            Optional.ofNullable(arrays.get(name + ".bias")).ifPresent(bias -> parameters.put(ModelNode.BIAS, bias));
            last = add(name, new Operation.Layer(layer.linear(), false, Activation.IDENTITY), parameters, last);
        }
        if (layer.normalized() && batchNorm) {
            Map<String, ModelArray> parameters = new LinkedHashMap<>();
            ROLES.forEach((stored, role) -> parameters.put(role, array(name + ".norm." + stored)));
            OptionalDouble eps = OptionalDouble.of(layer.eps().orElse(checkpoint.conventions().eps()));
            layers.add(batchNorm(name, eps, parameters, layer.linear().map(linear -> map(number, name, linear))));
            last = add(name + ".norm", new Operation.Layer(Optional.empty(), true, eps, Activation.IDENTITY), parameters, last);
        }
        return activation(name, layer.activation(), last);
    }

    private int other(NodeSpec node, List<Integer> sources) {
        Operation operation = node.operation() instanceof Operation.Add ? new Operation.Add(Activation.IDENTITY)
                : node.operation();
        nodes.add(new ModelNode(new NodeSpec(node.name(), operation, sources), Map.of()));
        return activation(node.name(), node.operation() instanceof Operation.Add sum ? sum.activation() : Activation.IDENTITY,
                nodes.size() - 1);
    }

    private int activation(String name, Activation activation, int source) {
        return activation.equals(Activation.IDENTITY) ? source
                : add(name + ".activation", new Operation.Layer(Optional.empty(), false, activation), Map.of(), source);
    }

    private int add(String name, Operation operation, Map<String, ModelArray> parameters, int source) {
        nodes.add(new ModelNode(new NodeSpec(name, operation, List.of(source)), parameters));
        return nodes.size() - 1;
    }

    private BatchNormLayer batchNorm(String name, OptionalDouble eps, Map<String, ModelArray> parameters,
            Optional<LinearMap> linear) {
        double[] gamma = parameters.get(ModelNode.GAMMA).values();
        double[] steps = array(name + ".norm.steps").values();
        return new BatchNormLayer(name + ".norm", gamma.length, eps, Optional.of(gamma), values(parameters, ModelNode.BETA),
                values(parameters, ModelNode.MEAN),
                values(parameters, ModelNode.VARIANCE),
                steps.length == 1 ? OptionalLong.of((long) steps[0]) : OptionalLong.empty(),
                linear, Optional.empty());
    }

    private static Optional<double[]> values(Map<String, ModelArray> parameters, String role) {
        return Optional.of(parameters.get(role).values());
    }

    private LinearMap map(int number, String name, LinearSpec linear) {
        List<Integer> weights = array(name + ".weights").shape();
        boolean depthwise = linear instanceof LinearSpec.Convolutional convolution && convolution.geometry().groups() > 1
                && convolution.geometry().groups() == checkpoint.architecture().inputOf(number).size(0);
        return new LinearMap(name, linear instanceof LinearSpec.Dense ? LinearMap.FULLY_CONNECTED
                : depthwise ? LinearMap.DEPTHWISE : LinearMap.CONVOLUTION, weights);
    }

    private ModelArray array(String name) {
        if (!arrays.containsKey(name)) {
            throw new BnException(checkpoint.file() + " does not hold the network that its metadata say: array '" + name
                    + "' is missing; use the file that the training run wrote");
        }
        return arrays.get(name);
    }
}
