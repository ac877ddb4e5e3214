package bn.experiments.network;

import bn.api.InvalidRequestException;
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
 * @param gammaL1 strength s of the penalty s sum |gamma| on all scales of normalizations, at least 0; see {@link GammaShrinkage}
 */
public record SgdOptions(double learningRate, double momentum, boolean nesterov, WeightDecay decay, double gammaL1)
        implements
            OptimizerOptions {

    /** Checks the ranges. */
    public SgdOptions {
        for (ParameterGroup group : ParameterGroup.values()) {
            new Sgd(learningRate, momentum, decay.of(group), nesterov);
        }
        if (!(gammaL1 >= 0) || Double.isInfinite(gammaL1)) {
            throw new InvalidRequestException("the strength of L1 on gamma is a number of at least 0, got " + gammaL1);
        }
    }

    /** Without L1. */
    public SgdOptions(double learningRate, double momentum, boolean nesterov, WeightDecay decay) {
        this(learningRate, momentum, nesterov, decay, 0);
    }

    /** The same with L1 on gamma. */
    public SgdOptions withGammaL1(double strength) {
        return new SgdOptions(learningRate, momentum, nesterov, decay, strength);
    }

    /** Without Nesterov and without decay of biases, the same decay for all weights. */
    public SgdOptions(double learningRate, double momentum, double weightDecay, double gammaDecay, double betaDecay) {
        this(learningRate, momentum, false, new WeightDecay(weightDecay, weightDecay, gammaDecay, betaDecay, 0));
    }

    /**
     * The step for a parameter.
     *
     * @param parameterDecay its weight decay
     * @param factor what the learning rate is multiplied by
     */
    Sgd step(double parameterDecay, double factor) {
        return new Sgd(learningRate * factor, momentum, parameterDecay, nesterov);
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
        if (gammaL1 > 0) {
            settings.put("gamma-l1", gammaL1);
        }
        return settings;
    }

    @Override
    public Optimizer optimizer(Backend backend, Network network) {
        return new SgdOptimizer(backend, network, this);
    }
}
