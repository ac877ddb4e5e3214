package bn.theory.dynamics;

/**
 * T10 of docs/theory.md: stochastic gradient descent with weight decay kappa on weights w whose length does not change the loss,
 * such as those before batch normalization with eps = 0. A step is u' = momentum u + dL/dw + kappa w, w' = w - eta u'. All
 * predictions are to leading order in eta kappa / (1 - momentum)^2, which must be far below 1; with momentum they also take the
 * gradients of different steps as uncorrelated.
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
     * |dL/dw|^2 at the length 1: the gradient of a loss that does not see the length of w is inversely proportional to it.
     *
     * @param squaredNorm |w|^2
     * @param squaredGradient |dL/dw|^2 at w
     */
    public static double unitGradient(double squaredNorm, double squaredGradient) {
        return squaredNorm * squaredGradient;
    }

    /** The learning rate of the direction w / |w|: eta / ((1 - momentum) |w|^2). */
    public double effectiveLearningRate(double squaredNorm) {
        return learningRate / ((1 - momentum) * squaredNorm);
    }

    /**
     * |w|^2 where decay and gradient balance, the root of the mean over steps of |w|^4: |w|^4 = eta G / (2 kappa (1 - momentum)).
     *
     * @param unitGradient G, the mean over batches of |dL/dw|^2 at |w| = 1, see {@link #unitGradient(double, double)}
     */
    public double equilibriumSquaredNorm(double unitGradient) {
        return Math.sqrt(learningRate * unitGradient / (2 * weightDecay * (1 - momentum)));
    }

    /** Root mean square angle, in radians, by which a step turns w at equilibrium: sqrt(2 eta kappa / (1 + momentum)). */
    public double angularUpdate() {
        return Math.sqrt(2 * learningRate * weightDecay / (1 + momentum));
    }

    /** Steps in which the distance of |w|^4 from equilibrium falls by a factor e: (1 - momentum) / (4 eta kappa). */
    public double relaxationSteps() {
        return (1 - momentum) / (4 * learningRate * weightDecay);
    }

    /**
     * Steps in which decay alone makes |w|^2 smaller by a factor e, and in which at equilibrium the squared angles by which
     * uncorrelated gradients turn w add up to 1: (1 - momentum) / (2 eta kappa).
     */
    public double turnoverSteps() {
        return (1 - momentum) / (2 * learningRate * weightDecay);
    }
}
