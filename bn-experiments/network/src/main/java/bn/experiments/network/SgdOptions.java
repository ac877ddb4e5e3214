package bn.experiments.network;

import bn.api.kernel.Sgd;
import bn.api.norm.Parameter;

/**
 * Settings of the optimizer.
 *
 * @param learningRate at least 0
 * @param momentum from 0 to less than 1
 * @param nesterov whether the momentum is Nesterov's
 * @param weightDecay of the weights of linear layers
 * @param gammaDecay of the normalizations' scales
 * @param betaDecay of the normalizations' shifts
 * @param biasDecay of the biases of linear layers
 */
public record SgdOptions(double learningRate, double momentum, boolean nesterov, double weightDecay, double gammaDecay,
        double betaDecay, double biasDecay) {

    /** Checks the ranges. */
    public SgdOptions {
        for (double decay : new double[] {weightDecay, gammaDecay, betaDecay, biasDecay}) {
            new Sgd(learningRate, momentum, decay, nesterov);
        }
    }

    /** Without Nesterov and without decay of biases. */
    public SgdOptions(double learningRate, double momentum, double weightDecay, double gammaDecay, double betaDecay) {
        this(learningRate, momentum, false, weightDecay, gammaDecay, betaDecay, 0);
    }

    /**
     * The step for a parameter of this role.
     *
     * @param factor what the learning rate is multiplied by
     */
    public Sgd step(Parameter.Role role, double factor) {
        double decay = switch (role) {
            case WEIGHT -> weightDecay;
            case GAMMA -> gammaDecay;
            case BETA -> betaDecay;
            case BIAS -> biasDecay;
        };
        return new Sgd(learningRate * factor, momentum, decay, nesterov);
    }
}
