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
public final class SgdOptimizer extends Optimizer {
    private final SgdOptions options;
    private final UpdateKernel kernel;
    private final Optional<DenseUpdateKernel> fused;
    /** The parameters that the fused kernel does not update. */
    private final List<Parameter> others;
    private final GammaShrinkage shrinkage;
    private final List<Tensor> velocities;
    private final IdentityHashMap<Parameter, Tensor> velocityOf = new IdentityHashMap<>();

    /** An optimizer of all parameters of a network, its velocities zero. */
    public SgdOptimizer(Backend backend, Network network, SgdOptions options) {
        super(network, options.decay());
        this.options = options;
        kernel = backend.update();
        fused = options.nesterov() ? Optional.empty() : backend.optional(DenseUpdateKernel.class);
        List<Parameter> weights = network.layers().stream().filter(Layer::hasLinear).map(Layer::linear)
                .filter(Dense.class::isInstance).map(Linear::weights).toList();
        others = parameters().stream().filter(parameter -> !weights.contains(parameter)).toList();
        shrinkage = new GammaShrinkage(network, options);
        velocities = zeros(backend, network);
        for (int i = 0; i < velocities.size(); i++) {
            velocityOf.put(parameters().get(i), velocities.get(i));
        }
    }

    @Override
    public void backwardAndStep(Network network, Tensor x) {
        if (fused.isEmpty()) {
            super.backwardAndStep(network, x);
            return;
        }
        network.backward(x, (linear, in, dz) -> {
            if (!(linear instanceof Dense dense)) {
                linear.storeGradients(in, dz);
                return;
            }
            Parameter weights = dense.weights();
            fused.get().update(in, dz, weights.value(), velocityOf.get(weights), options.step(decay(weights), factor()),
                    dense.bias().map(Parameter::gradient).orElse(null));
        });
        others.forEach(this::step);
        shrinkage.apply(factor());
    }

    @Override
    public void step() {
        parameters().forEach(this::step);
        shrinkage.apply(factor());
    }

    private void step(Parameter parameter) {
        kernel.sgd(parameter.value(), parameter.gradient(), velocityOf.get(parameter), options.step(decay(parameter), factor()));
    }

    @Override
    public Map<String, double[]> state() {
        Map<String, double[]> state = new TreeMap<>();
        OptimizerState.put(state, OptimizerState.VELOCITY, velocities);
        return state;
    }

    @Override
    public void restore(Map<String, double[]> state) {
        OptimizerState.restore(state, OptimizerState.VELOCITY, velocities);
    }

    @Override
    public void close() {
        velocities.forEach(Tensor::close);
    }
}
