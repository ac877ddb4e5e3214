package bn.experiments.network;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.UpdateKernel;
import bn.api.norm.Parameter;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stochastic gradient descent with momentum, the update fused with the gradient of the weights where the backend offers that. */
public final class SgdOptimizer implements AutoCloseable {
    private final SgdOptions options;
    private final UpdateKernel kernel;
    private final Optional<DenseUpdateKernel> fused;
    private final List<Parameter> parameters;
    /** The parameters that the fused kernel does not update. */
    private final List<Parameter> others;
    private double factor = 1;
    private final IdentityHashMap<Parameter, Tensor> velocities = new IdentityHashMap<>();

    /** An optimizer of all parameters of a network, its velocities zero. */
    public SgdOptimizer(Backend backend, Network network, SgdOptions options) {
        this.options = options;
        kernel = backend.update();
        fused = options.nesterov() ? Optional.empty() : backend.optional(DenseUpdateKernel.class);
        parameters = network.parameters();
        List<Parameter> weights = network.layers().stream().filter(Layer::hasLinear).map(Layer::linear)
                .filter(Dense.class::isInstance).map(Linear::weights).toList();
        others = parameters.stream().filter(parameter -> !weights.contains(parameter)).toList();
        for (Parameter parameter : parameters) {
            velocities.put(parameter, backend.allocate(parameter.value().dtype(), parameter.value().shape()));
        }
    }

    /** Sets what the learning rate of the following steps is multiplied by. */
    public void setLearningRateFactor(double value) {
        factor = value;
    }

    /**
     * The backward pass (see {@link Network#backward}) and a step of all parameters; the gradients of the weights may be lost.
     */
    public void backwardAndStep(Network network, Tensor x) {
        if (fused.isEmpty()) {
            network.backward(x, BackwardHook.STORE);
            step();
            return;
        }
        network.backward(x, (linear, in, dz) -> {
            if (!(linear instanceof Dense dense)) {
                linear.storeGradients(in, dz);
                return;
            }
            Parameter weights = dense.weights();
            fused.get().update(in, dz, weights.value(), velocities.get(weights), options.step(weights.role(), factor),
                    dense.bias().map(Parameter::gradient).orElse(null));
        });
        others.forEach(this::step);
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
    public void step() {
        parameters.forEach(this::step);
    }

    private void step(Parameter parameter) {
        kernel.sgd(parameter.value(), parameter.gradient(), velocities.get(parameter), options.step(parameter.role(), factor));
    }

    /** The velocities, by the number of the parameter. */
    public Map<String, double[]> state() {
        Map<String, double[]> state = new TreeMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            state.put("velocity." + i, velocities.get(parameters.get(i)).toDoubles());
        }
        return state;
    }

    /** Restores a state from {@link #state}. */
    public void restore(Map<String, double[]> state) {
        for (int i = 0; i < parameters.size(); i++) {
            velocities.get(parameters.get(i)).upload(state.get("velocity." + i), 0);
        }
    }

    @Override
    public void close() {
        velocities.values().forEach(Tensor::close);
    }
}
