package bn.theory.dynamics;

/**
 * T17 of docs/theory.md: two groups of parameters a and W of which only the product counts, L(t a, W / t) = L(a, W): the gammas and betas
 * that write channels, and the weights of linear layers that read them after positively homogeneous activations. Stochastic gradient
 * descent with weight decay mu on a and kappa on W balances their lengths by the noise of the gradients. The difference of the decays,
 * mu |a|^2 - kappa |W|^2, is given as the mean over many steps, in units of the loss.
 *
 * @param learningRate eta of both groups, positive
 * @param momentum theta of both, from 0 to below 1; not Nesterov's
 */
public record ScalingPair(double learningRate, double momentum) {

    /** Checks the ranges. */
    public ScalingPair {
        if (!(learningRate > 0) || !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("the learning rate is positive and the momentum at least 0 and below 1, got "
                    + learningRate + " and " + momentum);
        }
    }

    /**
     * mu |a|^2 - kappa |W|^2 = eta / (2 (1 - theta)) (G_a - G_W), if gradients of different steps are uncorrelated, to leading order in
     * eta mu, eta kappa and eta times the curvature of the mean loss, all over 1 - theta.
     *
     * @param squaredGradientWriting G_a, the mean over steps of |dL/da|^2 of a batch, without decay
     * @param squaredGradientReading G_W, the same of W
     */
    public double decayDifference(double squaredGradientWriting, double squaredGradientReading) {
        return learningRate / (2 * (1 - momentum)) * (squaredGradientWriting - squaredGradientReading);
    }

    /**
     * The same by the steps themselves, for any gradients: (1 + theta) / (2 eta) times the difference of the mean squared steps.
     *
     * @param squaredStepWriting mean over steps of |a' - a|^2, decay and momentum included
     * @param squaredStepReading the same of W
     */
    public double decayDifferenceBySteps(double squaredStepWriting, double squaredStepReading) {
        return (1 + momentum) / (2 * learningRate) * (squaredStepWriting - squaredStepReading);
    }
}
