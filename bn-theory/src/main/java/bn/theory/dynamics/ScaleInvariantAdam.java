package bn.theory.dynamics;

/**
 * T16 of docs/theory.md: Adam with weight decay kappa in the gradient, dL/dw + kappa w. A step is w' = w - eta m / (sqrt(v) + eps), with m
 * and v the running means of the gradients with decay and of their squares. Decay is divided by sqrt(v) as well, so unlike with
 * {@link ScaleInvariantAdamW} angle and times depend on the size of the gradients. The same assumptions, and in addition that all
 * weights in w have gradients of the same mean square, to which decay adds little.
 *
 * @param learningRate eta, positive
 * @param weightDecay kappa, positive
 * @param beta1 decay of the mean of the gradients, from 0 to below 1
 * @param unitGradient G, the mean over batches of |w|^2 |dL/dw|^2, positive
 * @param weights C, the number of weights in w, positive
 */
public record ScaleInvariantAdam(double learningRate, double weightDecay, double beta1, double unitGradient, int weights)
        implements
            ScaleInvariantOptimizer {

    /** Checks the ranges. */
    public ScaleInvariantAdam {
        if (!(learningRate > 0) || !(weightDecay > 0) || !(beta1 >= 0 && beta1 < 1)) {
            throw new IllegalArgumentException("learning rate and weight decay are positive and beta1 is at least 0 and below 1, "
                    + "got " + learningRate + ", " + weightDecay + " and " + beta1);
        }
        if (!(unitGradient > 0) || weights < 1) {
            throw new IllegalArgumentException("the squared gradient and the number of weights are positive, got " + unitGradient
                    + " and " + weights);
        }
    }

    /** |w|^2 at equilibrium: (eta^2 C G / (4 kappa^2))^(1/3). */
    public double equilibriumSquaredNorm() {
        return Math.cbrt(learningRate * learningRate * weights * unitGradient / (4 * weightDecay * weightDecay));
    }

    /** {@inheritDoc} It is sqrt((1 - beta1) / (1 + beta1) / turnover). */
    @Override
    public double angularUpdate() {
        return Math.sqrt((1 - beta1) / (1 + beta1) / turnoverSteps());
    }

    /**
     * The turnover is |w|^2 / (eta^2 C) at equilibrium, since a gradient moves each weight by eta, and the relaxation 2/3 of it.
     * Decay is divided by the size of the gradients, which is proportional to 1 / |w|.
     */
    @Override
    public LengthBalance balance() {
        return new LengthBalance(equilibriumSquaredNorm() / (learningRate * learningRate * weights), 0.5, 0);
    }
}
