package bn.experiments.network;

import bn.api.kernel.Sgd;
import bn.api.norm.Parameter;

/**
 * Settings of the optimizer. Biases are never decayed.
 *
 * @param learningRate at least 0
 * @param momentum from 0 to less than 1
 * @param weightDecay of the weights of linear layers
 * @param gammaDecay of the normalizations' scales
 * @param betaDecay of the normalizations' shifts
 */
public record SgdOptions(double learningRate, double momentum, double weightDecay, double gammaDecay, double betaDecay) {

    /** Checks the ranges. */
    public SgdOptions {
        for (double decay : new double[] {weightDecay, gammaDecay, betaDecay}) {
            new Sgd(learningRate, momentum, decay);
        }
    }

    /** The step for a parameter of this role. */
    public Sgd step(Parameter.Role role) {
        double decay = switch (role) {
            case WEIGHT -> weightDecay;
            case GAMMA -> gammaDecay;
            case BETA -> betaDecay;
            case BIAS -> 0;
        };
        return new Sgd(learningRate, momentum, decay);
    }
}
