package bn.experiments.network;

import bn.api.BnException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.CopyKernel;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A network on a backend: the nodes of an architecture in topological order, with parameters and buffers.
 *
 * <p>Weights start from a {@link WeightInit}. A linear map has a bias exactly if no normalization that learns a shift follows it.
 */
public final class Network implements AutoCloseable {
    private final NetworkSpec spec;
    private final Backend backend;
    private final NormalizationProvider normalization;
    private final List<Node> nodes;
    private final List<Layer> layers;
    private final List<Tensor> gradients;
    /** The images that rows of numbers are taken for; empty if the network takes rows. */
    private final Optional<Tensor> images;
    private final Optional<CopyKernel> copies;

    /**
     * A network with initial weights, in the storage of the given backend.
     *
     * @throws bn.api.InvalidRequestException if the backend has not all kernels that it needs
     */
    public Network(Backend backend, NetworkSpec spec, NormalizationProvider normalization) {
        this.spec = spec;
        this.backend = backend;
        this.normalization = normalization;
        nodes = new NodeFactory(backend, spec, normalization).nodes();
        layers = nodes.stream().filter(Layer.class::isInstance).map(Layer.class::cast).toList();
        gradients = GradientPlan.apply(backend, spec.dtype(), nodes);
        boolean takesImages = spec.architecture().input().rank() > 1;
        images = takesImages ? Optional.of(backend.allocate(spec.dtype(), inputs(spec.maxBatch()))) : Optional.empty();
        copies = takesImages ? Optional.of(OptionalKernel.require(backend, CopyKernel.class)) : Optional.empty();
    }

    /** A copy in its present state that takes batches of up to {@code examples}. */
    public Network withMaxBatch(int examples) {
        Network copy = new Network(backend, spec.withMaxBatch(examples), normalization);
        copy.restore(state());
        return copy;
    }

    /** What it was made from. */
    public NetworkSpec spec() {
        return spec;
    }

    /** All nodes, in topological order. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The nodes with a linear map, a normalization or an activation, in topological order. */
    public List<Layer> layers() {
        return layers;
    }

    /** What theory speaks of: the layers with a linear map and a normalization, in topological order. */
    public List<Layer> normalizedLayers() {
        return layers.stream().filter(Layer::isNormalized).toList();
    }

    /** The shape of the inputs of a batch of n examples: n x I, or n x C x H x W. */
    public Shape inputs(int n) {
        return NodeFactory.batch(spec.architecture().input(), n);
    }

    /** All parameters that training changes. */
    public List<Parameter> parameters() {
        return nodes.stream().flatMap(node -> node.parameters().stream()).toList();
    }

    /** Sets the source of what dropout draws in the following training passes; each node gets a part of its own. */
    public void setRandom(SplittableRandom random) {
        for (Node node : nodes) {
            if (node instanceof Dropout dropout) {
                dropout.setRandom(random.split());
            }
        }
    }

    /**
     * The training pass: outputs N x O, valid until the next pass.
     *
     * @param x inputs of the shape of {@link #inputs}, or as rows of numbers, N x I
     */
    public Tensor forward(Tensor x) {
        return pass(x, true);
    }

    /**
     * The inference pass: outputs N x O, valid until the next pass.
     *
     * @param x inputs of the shape of {@link #inputs}, or as rows of numbers, N x I
     */
    public Tensor infer(Tensor x) {
        return pass(x, false);
    }

    private Tensor pass(Tensor x, boolean training) {
        if (isRowsOfImages(x)) {
            copies.orElseThrow().reshape(x, image(x));
        }
        Tensor in = image(x);
        for (Node node : nodes) {
            node.forward(inputs(node, in), training);
        }
        return last().outputs(x.shape().size(0));
    }

    private boolean isRowsOfImages(Tensor x) {
        return images.isPresent() && x.shape().rank() == 2;
    }

    /** The inputs as nodes read them. */
    private Tensor image(Tensor x) {
        return isRowsOfImages(x) ? images.orElseThrow().rows(0, x.shape().size(0)) : x;
    }

    private Node last() {
        return nodes.get(nodes.size() - 1);
    }

    private List<Tensor> inputs(Node node, Tensor x) {
        List<Tensor> inputs = new ArrayList<>(node.sources().size());
        for (int source : node.sources()) {
            inputs.add(source < 0 ? x : nodes.get(source).outputs(x.shape().size(0)));
        }
        return inputs;
    }

    /**
     * Where the caller of {@link #backward} puts the gradient of the loss with respect to the outputs, for a batch of n examples.
     */
    public Tensor outputGradient(int n) {
        return last().gradient(n);
    }

    /**
     * The backward pass after {@link #forward} with the same inputs and {@link #outputGradient} set.
     *
     * @param x inputs of the forward pass
     * @param hook called before and after each layer; decides what is done with the gradients of the weights
     */
    public void backward(Tensor x, BackwardHook hook) {
        Tensor in = image(x);
        nodes.forEach(node -> node.gradientBuffer().clear());
        last().gradientBuffer().markFilled();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            List<GradientBuffer> targets = new ArrayList<>(node.sources().size());
            for (int source : node.sources()) {
                targets.add(source < 0 ? null : nodes.get(source).gradientBuffer());
            }
            node.backward(inputs(node, in), targets, hook);
        }
    }

    /** Everything that training changes, by name, for a checkpoint. */
    public Map<String, double[]> state() {
        Map<String, double[]> state = new TreeMap<>();
        for (Layer layer : layers) {
            String prefix = layer.name() + ".";
            if (layer.hasLinear()) {
                state.put(prefix + "weights", layer.linear().weights().value().toDoubles());
                layer.linear().bias().ifPresent(bias -> state.put(prefix + "bias", bias.value().toDoubles()));
            }
            layer.normalization().ifPresent(
                    norm -> norm.state().forEach((name, values) -> state.put(prefix + "norm." + name, values)));
        }
        return state;
    }

    /**
     * Restores a state from {@link #state} of a network with the same specification.
     *
     * @throws BnException if a normalization cannot be in that state
     */
    public void restore(Map<String, double[]> state) {
        for (Layer layer : layers) {
            String prefix = layer.name() + ".";
            if (layer.hasLinear()) {
                layer.linear().weights().value().upload(state.get(prefix + "weights"), 0);
                layer.linear().bias().ifPresent(bias -> bias.value().upload(state.get(prefix + "bias"), 0));
            }
            layer.normalization().ifPresent(norm -> restore(norm, state, prefix + "norm"));
        }
    }

    private static void restore(Normalization norm, Map<String, double[]> state, String prefix) {
        try {
            norm.restore(within(state, prefix + "."));
        } catch (BnException e) {
            throw new BnException(prefix + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, double[]> within(Map<String, double[]> state, String prefix) {
        Map<String, double[]> part = new TreeMap<>();
        state.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), values);
            }
        });
        return part;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        gradients.forEach(Tensor::close);
        images.ifPresent(Tensor::close);
    }
}
