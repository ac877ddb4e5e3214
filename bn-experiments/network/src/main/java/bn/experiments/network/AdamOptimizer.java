package bn.experiments.network;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.AdamKernel;
import bn.api.norm.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adam and AdamW. */
public final class AdamOptimizer extends Optimizer {
    private final AdamOptions options;
    private final AdamKernel kernel;
    private final List<Tensor> means;
    private final List<Tensor> variances;
    private long steps;

    /**
     * An optimizer of all parameters of a network that has taken no step.
     *
     * @throws bn.api.InvalidRequestException if the backend has no {@link AdamKernel}
     */
    public AdamOptimizer(Backend backend, Network network, AdamOptions options) {
        super(network, options.decay());
        this.options = options;
        kernel = OptionalKernel.require(backend, AdamKernel.class, "Adam");
        means = zeros(backend, network);
        variances = zeros(backend, network);
    }

    @Override
    public void step() {
        steps++;
        for (int i = 0; i < means.size(); i++) {
            Parameter parameter = parameters().get(i);
            kernel.adam(parameter.value(), parameter.gradient(), means.get(i), variances.get(i),
                    options.step(decay(parameter), factor()), steps);
        }
    }

    @Override
    public Map<String, double[]> state() {
        Map<String, double[]> state = new TreeMap<>();
        OptimizerState.put(state, OptimizerState.ADAM_MEAN, means);
        OptimizerState.put(state, OptimizerState.ADAM_VARIANCE, variances);
        state.put(OptimizerState.ADAM_STEPS, new double[] {steps});
        return state;
    }

    @Override
    public void restore(Map<String, double[]> state) {
        OptimizerState.restore(state, OptimizerState.ADAM_MEAN, means);
        OptimizerState.restore(state, OptimizerState.ADAM_VARIANCE, variances);
        steps = (long) state.get(OptimizerState.ADAM_STEPS)[0];
    }

    @Override
    public void close() {
        means.forEach(Tensor::close);
        variances.forEach(Tensor::close);
    }
}
