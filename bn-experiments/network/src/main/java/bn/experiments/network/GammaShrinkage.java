package bn.experiments.network;

import bn.api.norm.Parameter;
import java.util.List;

/**
 * The L1 penalty s sum |gamma| of network slimming (Liu et al. 2017), by its proximal step after the step of SGD: each gamma moves
 * toward 0 by learningRate s / (1 - momentum), and stays 0 if it would pass it. A momentum of theta makes the steps of a constant
 * gradient 1 / (1 - theta) times as long, so that gamma rests where dL/dgamma + decay gamma + s sign(gamma) = 0, as without momentum.
 * Adding s sign(gamma) to the gradient instead has the same points of rest, but no gamma is ever exactly 0.
 */
final class GammaShrinkage {
    private final List<Parameter> gammas;
    private final double threshold;

    /** That of the options; without L1 it does nothing. */
    GammaShrinkage(Network network, SgdOptions options) {
        threshold = options.gammaL1() * options.learningRate() / (1 - options.momentum());
        gammas = threshold == 0 ? List.of()
                : network.parameters().stream().filter(each -> each.role() == Parameter.Role.GAMMA).toList();
    }

    /**
     * A step.
     *
     * @param factor what the learning rate is multiplied by
     */
    void apply(double factor) {
        for (Parameter gamma : gammas) {
            double[] values = gamma.value().toDoubles();
            for (int k = 0; k < values.length; k++) {
                values[k] = Math.copySign(Math.max(0, Math.abs(values[k]) - threshold * factor), values[k]);
            }
            gamma.value().upload(values, 0);
        }
    }
}
