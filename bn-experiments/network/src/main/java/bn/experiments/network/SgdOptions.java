package bn.experiments.network;

import bn.api.backend.Backend;
import bn.api.kernel.Sgd;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of stochastic gradient descent.
 *
 * @param learningRate at least 0
 * @param momentum from 0 to less than 1
 * @param nesterov whether the momentum is Nesterov's
 * @param decay weight decay of each group of parameters
 */
public record SgdOptions(double learningRate, double momentum, boolean nesterov, WeightDecay decay) implements OptimizerOptions {

    /** Checks the ranges. */
    public SgdOptions {
        for (ParameterGroup group : ParameterGroup.values()) {
            new Sgd(learningRate, momentum, decay.of(group), nesterov);
        }
    }

    /** Without Nesterov and without decay of biases, the same decay for all weights. */
    public SgdOptions(double learningRate, double momentum, double weightDecay, double gammaDecay, double betaDecay) {
        this(learningRate, momentum, false, new WeightDecay(weightDecay, weightDecay, gammaDecay, betaDecay, 0));
    }

    /**
     * The step for a parameter of a group.
     *
     * @param factor what the learning rate is multiplied by
     */
    Sgd step(ParameterGroup group, double factor) {
        return new Sgd(learningRate * factor, momentum, decay.of(group), nesterov);
    }

    @Override
    public int tensors() {
        return 1;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("momentum", momentum);
        settings.put("nesterov", nesterov);
        settings.putAll(decay.settings());
        return settings;
    }

    @Override
    public Optimizer optimizer(Backend backend, Network network) {
        return new SgdOptimizer(backend, network, this);
    }
}
