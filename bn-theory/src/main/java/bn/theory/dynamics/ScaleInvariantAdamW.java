package bn.theory.dynamics;

/**
 * T16 of docs/theory.md: AdamW, whose weight decay kappa is apart from the gradient. A step is
 * w' = (1 - eta kappa) w - eta m / (sqrt(v) + eps), with m and v the running means of the gradients and of their squares. Assumes that
 * v follows the mean square of each weight's gradient, that eps is small, and that the gradients divided by sqrt(v) are orthogonal
 * to w on average. The length also assumes that gradients of different steps are uncorrelated.
 *
 * @param learningRate eta, positive
 * @param weightDecay kappa, positive
 * @param beta1 decay of the mean of the gradients, from 0 to below 1
 */
public record ScaleInvariantAdamW(double learningRate, double weightDecay, double beta1) implements ScaleInvariantOptimizer {

    /** Checks the ranges. */
    public ScaleInvariantAdamW {
        if (!(learningRate > 0) || !(weightDecay > 0) || !(beta1 >= 0 && beta1 < 1)) {
            throw new IllegalArgumentException("learning rate and weight decay are positive and beta1 is at least 0 and below 1, "
                    + "got " + learningRate + ", " + weightDecay + " and " + beta1);
        }
    }

    /**
     * |w|^2 at equilibrium: eta C / (2 kappa). It does not depend on the size of the gradients.
     *
     * @param weights C, the number of weights in w
     */
    public double equilibriumSquaredNorm(int weights) {
        return learningRate * weights / (2 * weightDecay);
    }

    /** {@inheritDoc} It is sqrt(2 eta kappa (1 - beta1) / (1 + beta1)). */
    @Override
    public double angularUpdate() {
        return Math.sqrt(2 * learningRate * weightDecay * (1 - beta1) / (1 + beta1));
    }

    /** The turnover is 1 / (2 eta kappa), and so is the relaxation, at any distance. A gradient moves each weight by eta. */
    @Override
    public LengthBalance balance() {
        return new LengthBalance(1 / (2 * learningRate * weightDecay), 0, 0);
    }
}
