package bn.experiments.network;

import bn.api.BnException;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A multilayer perceptron: each hidden layer is a linear layer, a normalization and ReLU; a linear layer with bias is at the end.
 *
 * <p>Weights start from a normal distribution of variance 2 / inputs before a ReLU (He et al. 2015) and 1 / inputs at the
 * end. A hidden linear layer has a bias exactly if its normalization learns no shift.
 */
public final class Network implements AutoCloseable {
    private final NetworkSpec spec;
    private final Backend backend;
    private final NormalizationProvider normalization;
    private final List<Layer> layers = new ArrayList<>();

    /** A network with initial weights, in the storage of the given backend. */
    public Network(Backend backend, NetworkSpec spec, NormalizationProvider normalization) {
        this.spec = spec;
        this.backend = backend;
        this.normalization = normalization;
        List<Integer> widths = spec.architecture().widths();
        RandomGenerator random = new SplittableRandom(spec.seed());
        for (int i = 0; i < spec.architecture().layers(); i++) {
            int inputs = widths.get(i);
            int outputs = widths.get(i + 1);
            Optional<Normalization> norm = Optional.empty();
            if (i < spec.architecture().layers() - 1) {
                norm = Optional.of(normalization.create(backend,
                        new NormalizationSpec(spec.dtype(), outputs, 1, spec.maxBatch(), spec.normalization())));
            }
            double variance = (norm.isPresent() ? 2.0 : 1.0) / inputs;
            Dense dense = new Dense(backend, spec.dtype(), inputs, outputs, norm.isEmpty() || !shifts(norm.get()),
                    Math.sqrt(variance), random);
            layers.add(new Layer(backend, spec.dtype(), dense, norm, spec.maxBatch()));
        }
    }

    private static boolean shifts(Normalization normalization) {
        return normalization.parameters().stream().anyMatch(parameter -> parameter.role() == Parameter.Role.BETA);
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

    /** The layers, first to last. */
    public List<Layer> layers() {
        return List.copyOf(layers);
    }

    /** All parameters that training changes. */
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** The training pass over inputs N x I: outputs N x O, valid until the next pass. */
    public Tensor forward(Tensor x) {
        return pass(x, true);
    }

    /** The inference pass over inputs N x I: outputs N x O, valid until the next pass. */
    public Tensor infer(Tensor x) {
        return pass(x, false);
    }

    private Tensor pass(Tensor x, boolean training) {
        Tensor in = x;
        for (Layer layer : layers) {
            layer.forward(in, training);
            in = layer.outputs(x.shape().size(0));
        }
        return in;
    }

    /**
     * Where the caller of {@link #backward} puts the gradient of the loss with respect to the outputs, for a batch of n examples.
     */
    public Tensor outputGradient(int n) {
        return layers.get(layers.size() - 1).gradient(n);
    }

    /**
     * The backward pass after {@link #forward} with the same inputs and {@link #outputGradient} set.
     *
     * @param x inputs, N x I
     * @param hook called before and after each layer; decides what is done with the gradients of the weights
     */
    public void backward(Tensor x, BackwardHook hook) {
        int n = x.shape().size(0);
        for (int i = layers.size() - 1; i >= 0; i--) {
            Tensor in = i == 0 ? x : layers.get(i - 1).outputs(n);
            layers.get(i).backward(in, i == 0 ? null : layers.get(i - 1).gradient(n), hook);
        }
    }

    /** Everything that training changes, by name, for a checkpoint. */
    public Map<String, double[]> state() {
        Map<String, double[]> state = new TreeMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String prefix = "layer" + (i + 1) + ".";
            Dense dense = layers.get(i).dense();
            state.put(prefix + "weights", dense.weights().value().toDoubles());
            dense.bias().ifPresent(bias -> state.put(prefix + "bias", bias.value().toDoubles()));
            layers.get(i).normalization().ifPresent(
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
        for (int i = 0; i < layers.size(); i++) {
            String prefix = "layer" + (i + 1) + ".";
            Dense dense = layers.get(i).dense();
            dense.weights().value().upload(state.get(prefix + "weights"), 0);
            dense.bias().ifPresent(bias -> bias.value().upload(state.get(prefix + "bias"), 0));
            layers.get(i).normalization().ifPresent(norm -> restore(norm, state, prefix + "norm"));
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
        layers.forEach(Layer::close);
    }
}
