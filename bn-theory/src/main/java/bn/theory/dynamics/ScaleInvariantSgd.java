package bn.theory.dynamics;

/**
 * T10 of docs/theory.md: stochastic gradient descent with weight decay kappa on weights w whose length does not change the loss,
 * such as weights before batch normalization with eps = 0. A step is u' = momentum u + dL/dw + kappa w, w' = w - eta u'. All
 * predictions are to leading order in eta kappa / (1 - momentum)^2, which must be far below 1. With momentum those
 * of the length also assume that the gradients of different steps are uncorrelated; the angle does not need it.
 *
 * @param learningRate eta, positive
 * @param weightDecay kappa, positive
 * @param momentum from 0 to below 1; 0 for plain gradient descent
 */
public record ScaleInvariantSgd(double learningRate, double weightDecay, double momentum) {

    /** Checks the ranges. */
    public ScaleInvariantSgd {
        if (!(learningRate > 0) || !(weightDecay > 0) || !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("learning rate and weight decay are positive and the momentum is at least 0 and "
                    + "below 1, got " + learningRate + ", " + weightDecay + " and " + momentum);
        }
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

    /** Root mean square angle in radians between w before and after a step at equilibrium: sqrt(2 eta kappa / (1 + momentum)). */
    public double angularUpdate() {
        return Math.sqrt(2 * learningRate * weightDecay / (1 + momentum));
    }

    /** Number of steps in which the distance of |w|^4 from equilibrium shrinks by a factor e: (1 - momentum) / (4 eta kappa). */
    public double relaxationSteps() {
        return (1 - momentum) / (4 * learningRate * weightDecay);
    }

    /**
     * Number of steps in which weight decay alone shrinks |w|^2 by a factor e: (1 - momentum) / (2 eta kappa). At equilibrium the
     * squared angles of this many steps add up to 1 if the gradients are uncorrelated.
     */
    public double turnoverSteps() {
        return (1 - momentum) / (2 * learningRate * weightDecay);
    }
}
