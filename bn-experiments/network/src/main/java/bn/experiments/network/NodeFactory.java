package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.Parameter;
import bn.experiments.architecture.ChannelCopy;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes the nodes of a network from their specifications. */
final class NodeFactory {
    private final Backend backend;
    private final NetworkSpec spec;
    private final NormalizationProvider normalizations;
    /** The source of the initial weights, which are drawn node by node. */
    private final RandomGenerator random;

    NodeFactory(Backend backend, NetworkSpec spec, NormalizationProvider normalizations) {
        this.backend = backend;
        this.spec = spec;
        this.normalizations = normalizations;
        random = new SplittableRandom(spec.seed());
    }

    /** The shape of a batch of n examples of this shape. */
    static Shape batch(Shape example, int n) {
        return switch (example.rank()) {
            case 1 -> Shape.of(n, example.size(0));
            case 3 -> Shape.of(n, example.size(0), example.size(1), example.size(2));
            default -> throw new IllegalArgumentException("an example is a row of numbers or an image, not " + example);
        };
    }

    /** All nodes, in order. */
    List<Node> nodes() {
        List<Shape> shapes = spec.architecture().shapes();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            NodeSpec node = spec.architecture().nodes().get(i);
            Shape shape = batch(shapes.get(i), spec.maxBatch());
            nodes.add(node.operation() instanceof Operation.Add add
                    ? new Sum(backend, spec.dtype(), node, shape, add.activation(), term(node, nodes))
                    : node(node, inputs(node, shapes), shape));
        }
        return List.copyOf(nodes);
    }

    /**
     * The outputs of a term that only the sum reads, and that no backward pass needs: the normalization's is computed from its
     * inputs.
     */
    private Optional<Tensor> term(NodeSpec sum, List<Node> nodes) {
        List<NodeSpec> specs = spec.architecture().nodes();
        return sum.sources().stream().filter(source -> source >= 0 && nodes.get(source) instanceof Layer layer
                && layer.isNormalized() && layer.activation().kind() == Activation.Kind.IDENTITY
                && specs.stream().flatMap(node -> node.sources().stream()).filter(source::equals).count() == 1)
                .findFirst().map(source -> nodes.get(source).outputs(spec.maxBatch()));
    }

    private List<Shape> inputs(NodeSpec node, List<Shape> shapes) {
        return node.sources().stream().map(source -> source < 0 ? spec.architecture().input() : shapes.get(source)).toList();
    }

    private Node node(NodeSpec node, List<Shape> inputs, Shape shape) {
        DType dtype = spec.dtype();
        Operation operation = node.operation();
        if (operation instanceof Operation.Layer layer) {
            return layer(node, layer, inputs.get(0), shape);
        } else if (operation instanceof Operation.Pool pool) {
            return new Pool(backend, dtype, node, shape, pool);
        } else if (operation instanceof Operation.GlobalAverage) {
            return new GlobalAverage(backend, dtype, node, shape);
        } else if (operation instanceof Operation.Flatten) {
            return new Flatten(backend, dtype, node, shape);
        } else if (operation instanceof Operation.Multiply) {
            return new Product(backend, dtype, node, shape);
        } else if (operation instanceof Operation.PadImages pad) {
            return new PadImages(backend, dtype, node, shape, pad);
        } else if (operation instanceof Operation.Dropout dropout) {
            return new Dropout(backend, dtype, node, shape, dropout.probability());
        }
        List<ChannelCopy> copies = operation.copies(inputs);
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("no node computes " + operation);
        }
        return new Channels(backend, dtype, node, shape, copies);
    }

    private Layer layer(NodeSpec node, Operation.Layer layer, Shape input, Shape shape) {
        Optional<Normalization> norm = layer.normalized() ? Optional.of(normalization(layer, shape)) : Optional.empty();
        Optional<Linear> linear = layer.linear().map(map -> linear(map, layer, input, norm));
        return new Layer(backend, spec.dtype(), node, shape, linear, norm, layer.activation());
    }

    private Normalization normalization(Operation.Layer layer, Shape shape) {
        NormalizationOptions options = spec.normalization();
        int channels = shape.size(1);
        int spatial = Math.toIntExact(shape.rowElements() / channels);
        return normalizations.create(backend, new NormalizationSpec(spec.dtype(), channels, spatial, spec.maxBatch(),
                layer.eps().isPresent() ? options.withEps(layer.eps().getAsDouble()) : options));
    }

    private Linear linear(LinearSpec map, Operation.Layer layer, Shape input, Optional<Normalization> norm) {
        boolean biased = norm.isEmpty() || !shifts(norm.get());
        boolean hidden = layer.normalized() || layer.activation().kind() != Activation.Kind.IDENTITY;
        return Linear.of(backend, spec.dtype(), map, input, biased, spec.weightInit().draws(map, input, hidden, random));
    }

    private static boolean shifts(Normalization normalization) {
        return normalization.parameters().stream().anyMatch(parameter -> parameter.role() == Parameter.Role.BETA);
    }
}
