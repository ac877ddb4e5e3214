package bn.experiments.network;

import bn.api.BnException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.CopyKernel;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

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
     * @throws bn.api.InvalidRequestException if the backend has not all kernels that it needs, or if the names of two nodes give
     *     two arrays of {@link #state} one name
     */
    public Network(Backend backend, NetworkSpec spec, NormalizationProvider normalization) {
        this.spec = spec;
        this.backend = backend;
        this.normalization = normalization;
        nodes = new NodeFactory(backend, spec, normalization).nodes();
        layers = nodes.stream().filter(Layer.class::isInstance).map(Layer.class::cast).toList();
        NetworkState.requireDistinctNames(layers);
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

    /** What theory speaks of: the layers with a normalization, in topological order. */
    public List<Layer> normalizedLayers() {
        return layers.stream().filter(Layer::isNormalized).toList();
    }

    /** What a layer is called: its number, from 1, in a multilayer perceptron, otherwise its name. */
    public String label(Layer layer) {
        return spec.architecture().label(layer.name());
    }

    /** The given nodes and all that they are computed from. */
    public Set<Node> upTo(Collection<? extends Node> targets) {
        boolean[] wanted = new boolean[nodes.size()];
        for (int i = nodes.size() - 1; i >= 0; i--) {
            wanted[i] |= targets.contains(nodes.get(i));
            for (int source : nodes.get(i).sources()) {
                if (wanted[i] && source >= 0) {
                    wanted[source] = true;
                }
            }
        }
        return select(wanted);
    }

    /** The given nodes and all that are computed from them. */
    public Set<Node> from(Collection<? extends Node> targets) {
        boolean[] wanted = new boolean[nodes.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = targets.contains(nodes.get(i))
                    || nodes.get(i).sources().stream().anyMatch(source -> source >= 0 && wanted[source]);
        }
        return select(wanted);
    }

    private Set<Node> select(boolean[] wanted) {
        Set<Node> selected = new LinkedHashSet<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                selected.add(nodes.get(i));
            }
        }
        return selected;
    }

    /**
     * What a layer's normalization read in the last pass over these inputs: the outputs of its linear map, or of the node below
     * where it has none.
     */
    public Tensor preActivations(Layer layer, Tensor x) {
        return layer.hasLinear() ? layer.preActivations(x.shape().size(0)) : inputs(layer, image(x)).get(0);
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
        pass(x, true, nodes);
        return last().outputs(x.shape().size(0));
    }

    /**
     * The inference pass: outputs N x O, valid until the next pass.
     *
     * @param x inputs of the shape of {@link #inputs}, or as rows of numbers, N x I
     */
    public Tensor infer(Tensor x) {
        pass(x, false, nodes);
        return last().outputs(x.shape().size(0));
    }

    /**
     * Part of an inference pass.
     *
     * @param part the nodes to compute, in topological order, with all that they are computed from; see {@link #upTo}
     */
    public void infer(Tensor x, Set<Node> part) {
        pass(x, false, part);
    }

    private void pass(Tensor x, boolean training, Collection<Node> part) {
        if (isRowsOfImages(x)) {
            copies.orElseThrow().reshape(x, image(x));
        }
        Tensor in = image(x);
        for (Node node : part) {
            node.forward(inputs(node, in), training);
        }
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
        backward(x, hook, node -> true);
    }

    /**
     * Part of a backward pass.
     *
     * @param part the nodes whose backward passes are made, with all that are computed from them; see {@link #from}
     */
    public void backward(Tensor x, BackwardHook hook, Set<Node> part) {
        backward(x, hook, part::contains);
    }

    private void backward(Tensor x, BackwardHook hook, Predicate<Node> isWanted) {
        Tensor in = image(x);
        nodes.forEach(node -> node.gradientBuffer().clear());
        last().gradientBuffer().markFilled();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!isWanted.test(node)) {
                continue;
            }
            List<GradientBuffer> targets = new ArrayList<>(node.sources().size());
            for (int source : node.sources()) {
                boolean wanted = source >= 0 && isWanted.test(nodes.get(source));
                targets.add(wanted ? nodes.get(source).gradientBuffer() : null);
            }
            node.backward(inputs(node, in), targets, hook);
        }
    }

    /** Everything that training changes, by name, for a checkpoint. */
    public Map<String, double[]> state() {
        return NetworkState.of(layers);
    }

    /**
     * Restores a state from {@link #state} of a network with the same specification.
     *
     * @throws BnException if a normalization cannot be in that state
     */
    public void restore(Map<String, double[]> state) {
        NetworkState.restore(layers, state);
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        gradients.forEach(Tensor::close);
        images.ifPresent(Tensor::close);
    }
}
