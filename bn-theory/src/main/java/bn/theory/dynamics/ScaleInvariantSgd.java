package bn.theory.dynamics;

/**
 * T10 of docs/theory.md: stochastic gradient descent with weight decay kappa. A step is u' = momentum u + dL/dw + kappa w,
 * w' = w - eta u', or with Nesterov's momentum w' = w - eta (dL/dw + kappa w + momentum u'). All predictions are to leading order
 * in eta kappa / (1 - momentum)^2, which must be far below 1. With momentum they also assume that the gradients of different steps
 * are uncorrelated; the angle of momentum that is not Nesterov's does not.
 *
 * @param learningRate eta, positive
 * @param weightDecay kappa, positive
 * @param momentum from 0 to below 1; 0 for plain gradient descent
 * @param nesterov whether the momentum is Nesterov's
 */
public record ScaleInvariantSgd(double learningRate, double weightDecay, double momentum, boolean nesterov)
        implements
            ScaleInvariantOptimizer {

    /** Checks the ranges. */
    public ScaleInvariantSgd {
        if (!(learningRate > 0) || !(weightDecay > 0) || !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("learning rate and weight decay are positive and the momentum is at least 0 and "
                    + "below 1, got " + learningRate + ", " + weightDecay + " and " + momentum);
        }
    }

    /** Without Nesterov's momentum. */
    public ScaleInvariantSgd(double learningRate, double weightDecay, double momentum) {
        this(learningRate, weightDecay, momentum, false);
    }

    /**
     * |dL/dw|^2 after w is scaled to length 1. If the loss does not depend on |w|, its gradient is proportional to 1 / |w|.
     *
     * @param squaredNorm |w|^2
     * @param squaredGradient |dL/dw|^2 at w
     */
    public static double squaredGradientAtUnitNorm(double squaredNorm, double squaredGradient) {
        return squaredNorm * squaredGradient;
    }

    /** The effective learning rate, that of the direction w / |w|: eta / ((1 - momentum) |w|^2). */
    public double effectiveLearningRate(double squaredNorm) {
        return learningRate / ((1 - momentum) * squaredNorm);
    }

    /**
     * |w|^2 at equilibrium, where decay and gradient balance: the root of the mean of |w|^4 over steps, with
     * |w|^4 = eta G / (2 kappa (1 - momentum)).
     *
     * @param unitGradient G, the mean over batches of {@link #squaredGradientAtUnitNorm(double, double)}
     */
    public double equilibriumSquaredNorm(double unitGradient) {
        return Math.sqrt(learningRate * unitGradient / (2 * weightDecay * (1 - momentum)));
    }

    /**
     * {@inheritDoc} It is sqrt(2 eta kappa / (1 + momentum)), and for Nesterov's momentum theta
     * sqrt(2 eta kappa (1 + 2 theta - 2 theta^3) / (1 + theta)).
     */
    @Override
    public double angularUpdate() {
        double theta = momentum;
        double lookahead = nesterov ? 1 + 2 * theta - 2 * theta * theta * theta : 1;
        return Math.sqrt(2 * learningRate * weightDecay * lookahead / (1 + theta));
    }

    /**
     * The turnover is (1 - momentum) / (2 eta kappa), and the relaxation half of it, for |w|^4 at any distance from equilibrium.
     * Gradients are proportional to 1 / |w|.
     */
    @Override
    public LengthBalance balance() {
        return new LengthBalance((1 - momentum) / (2 * learningRate * weightDecay), 0, -1);
    }
}
