package bn.experiments.network;

import bn.api.InvalidRequestException;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Updates all parameters of a network by their gradients. */
public abstract sealed class Optimizer implements AutoCloseable permits SgdOptimizer, AdamOptimizer {
    private final List<Parameter> parameters;
    private final IdentityHashMap<Parameter, Double> decays = new IdentityHashMap<>();
    private double factor = 1;

    Optimizer(Network network, WeightDecay decay) {
        parameters = network.parameters();
        ParameterGroup.of(network).forEach((parameter, group) -> decays.put(parameter, decay.of(group)));
    }

    /** A tensor of zeros for each parameter. */
    static List<Tensor> zeros(Backend backend, Network network) {
        List<Tensor> tensors = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            tensors.add(backend.allocate(parameter.value().dtype(), parameter.value().shape()));
        }
        return tensors;
    }

    /** The parameters, in the order of the network. */
    final List<Parameter> parameters() {
        return parameters;
    }

    /** The weight decay of a parameter. */
    final double decay(Parameter parameter) {
        return decays.get(parameter);
    }

    /** What the learning rate is multiplied by. */
    final double factor() {
        return factor;
    }

    /** Sets what the learning rate of the following steps is multiplied by. */
    public void setLearningRateFactor(double value) {
        factor = value;
    }

    /**
     * Gives parameters a weight decay of their own for all following steps, in place of that of their {@link ParameterGroup}. It is
     * no part of the {@link #state}.
     *
     * @param some of the network
     * @param decay at least 0
     * @throws bn.api.InvalidRequestException if it is not
     */
    public void setWeightDecay(Collection<Parameter> some, double decay) {
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new InvalidRequestException("the weight decay is a number of at least 0, got " + decay);
        }
        for (Parameter parameter : some) {
            if (decays.replace(parameter, decay) == null) {
                throw new IllegalArgumentException("a parameter of another network");
            }
        }
    }

    /**
     * The backward pass (see {@link Network#backward}) and a step of all parameters; the gradients of the weights may be lost.
     */
    public void backwardAndStep(Network network, Tensor x) {
        network.backward(x, BackwardHook.STORE);
        step();
    }

    /**
     * The same with all gradients kept and a hook in the backward pass: its {@code afterLayer} is called when the gradients of a
     * layer have been computed, and may add to them, as a penalty does.
     */
    public void backwardAndStep(Network network, Tensor x, BackwardHook hook) {
        network.backward(x, new BackwardHook() {
            @Override
            public void beforeLayer(Layer layer, Tensor in, Tensor dy) {
                hook.beforeLayer(layer, in, dy);
            }

            @Override
            public Optional<NormalizationBackward> normalization(Layer layer) {
                return hook.normalization(layer);
            }

            @Override
            public void afterLayer(Linear linear, Tensor in, Tensor dz) {
                linear.storeGradients(in, dz);
                hook.afterLayer(linear, in, dz);
            }
        });
        step();
    }

    /** Updates all parameters by the gradients that a backward pass stored. */
    public abstract void step();

    /** Everything that its next steps depend on, by the names of {@link OptimizerState}. */
    public abstract Map<String, double[]> state();

    /** Restores a state from {@link #state}. */
    public abstract void restore(Map<String, double[]> state);

    @Override
    public abstract void close();
}
