package bn.experiments.network;

import bn.api.backend.Backend;
import bn.api.kernel.Adam;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of {@link Adam}.
 *
 * @param learningRate at least 0
 * @param beta1 decay of the mean of the gradients, from 0 to less than 1
 * @param beta2 decay of the mean of their squares, from 0 to less than 1
 * @param eps more than 0
 * @param decoupled whether the weight decay is that of AdamW
 * @param decay weight decay of each group of parameters
 */
public record AdamOptions(double learningRate, double beta1, double beta2, double eps, boolean decoupled, WeightDecay decay)
        implements
            OptimizerOptions {

    /** Checks the ranges. */
    public AdamOptions {
        for (ParameterGroup group : ParameterGroup.values()) {
            new Adam(learningRate, beta1, beta2, eps, decay.of(group), decoupled);
        }
    }

    /**
     * The step for a parameter.
     *
     * @param parameterDecay its weight decay
     * @param factor what the learning rate is multiplied by
     */
    Adam step(double parameterDecay, double factor) {
        return new Adam(learningRate * factor, beta1, beta2, eps, parameterDecay, decoupled);
    }

    @Override
    public int tensors() {
        return 2;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("optimizer", decoupled ? "adamw" : "adam");
        settings.put("beta1", beta1);
        settings.put("beta2", beta2);
        settings.put("adam-eps", eps);
        settings.putAll(decay.settings());
        return settings;
    }

    @Override
    public Optimizer optimizer(Backend backend, Network network) {
        return new AdamOptimizer(backend, network, this);
    }
}
