package bn.theory.network;

import java.io.Serializable;

/**
 * T8 of docs/theory.md for the units of one or more batch-normalized layers that are read, after a positively homogeneous
 * activation (ReLU), by linear layers with weights W': at any weights, for any loss and any eps,
 * sum_k gamma_k^2 lambda_k = sum_k beta_k dL/dbeta_k - &lt;W', dL/dW'&gt;.
 *
 * <p>All terms have the unit of the loss. The last is 0 if batch normalization with eps = 0 follows the linear layers; then the
 * rate is only redistributed among the units. In a residual stream (T13) linear maps without a normalization may write as well: their
 * part is added on the left.
 *
 * @param netRate sum_k gamma_k^2 lambda_k
 * @param written -(&lt;W, dL/dW&gt; + b.dL/db) of linear maps without a normalization that write the same channels; 0
 *     if there are none
 * @param shift sum_k beta_k dL/dbeta_k
 * @param above -&lt;W', dL/dW'&gt;: the contribution of the linear layers above, or of the eps of their normalization
 * @param scale sum of the absolute values of all terms of the sums; rounding errors are proportional to it
 */
public record RateBalance(double netRate, double written, double shift, double above, double scale)
        implements
            Serializable {

    /**
     * Computes the sums.
     *
     * @param gamma scales, length K
     * @param gammaGradient derivatives of the mean loss with respect to the scales, length K
     * @param beta shifts, length K; zeros if the layer has none
     * @param betaGradient derivatives of the mean loss with respect to the shifts, length K
     * @param weightsAbove W', the weights of the linear layers that read the units, or what else the units let through
     * @param gradientAbove gradient of the mean loss with respect to W', without weight decay, as long as W'
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public static RateBalance of(double[] gamma, double[] gammaGradient, double[] beta, double[] betaGradient,
            double[] weightsAbove, double[] gradientAbove) {
        int units = gamma.length;
        if (gammaGradient.length != units || beta.length != units || betaGradient.length != units
                || gradientAbove.length != weightsAbove.length) {
            throw new IllegalArgumentException("a layer of " + units + " units has " + gammaGradient.length
                    + " gradients of gamma, "
                    + beta.length + " betas, " + betaGradient.length + " gradients of beta, and above it " + weightsAbove.length
                    + " weights and " + gradientAbove.length + " gradients; they do not fit");
        }
        double[] net = sum(gamma, gammaGradient);
        double[] shift = sum(beta, betaGradient);
        double[] above = sum(weightsAbove, gradientAbove);
        // Adding 0 turns -0 into 0.
        return new RateBalance(-net[0] + 0.0, 0, shift[0], -above[0] + 0.0, net[1] + shift[1] + above[1]);
    }

    /**
     * The same channels, which linear maps without a normalization write as well.
     *
     * @param weights the weights and biases of these maps
     * @param gradients of the mean loss with respect to them, without weight decay, as many
     * @throws IllegalArgumentException if the lengths are not the same
     */
    public RateBalance withLinearWriters(double[] weights, double[] gradients) {
        if (weights.length != gradients.length) {
            throw new IllegalArgumentException(weights.length + " weights and " + gradients.length + " gradients do not fit");
        }
        double[] linear = sum(weights, gradients);
        return new RateBalance(netRate, -linear[0] + 0.0, shift, above, scale + linear[1]);
    }

    /** The sum of the products, and the sum of their absolute values. */
    private static double[] sum(double[] values, double[] gradients) {
        double[] sums = new double[2];
        for (int i = 0; i < values.length; i++) {
            sums[0] += values[i] * gradients[i];
            sums[1] += Math.abs(values[i] * gradients[i]);
        }
        return sums;
    }

    /**
     * |netRate + written - shift - above| / scale: the relative error of T8, which holds up to rounding; 0 if all terms are 0.
     */
    public double relativeError() {
        return scale == 0 ? 0 : Math.abs(netRate + written - shift - above) / scale;
    }
}
