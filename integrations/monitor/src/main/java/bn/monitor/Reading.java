package bn.monitor;

import bn.theory.unit.UnitRate;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * One batch normalization at one training step, after the backward pass and before the optimizer's step. All arrays have the
 * length of the number of channels and are kept, not copied. What is not known is NaN ({@link #unknown}).
 *
 * @param gamma scales
 * @param gammaGradient derivatives of the mean loss of the batch with respect to the scales, without weight decay
 * @param beta shifts; zeros if the normalization has none
 * @param betaGradient derivatives of the mean loss with respect to the shifts; not used where the shift is 0
 * @param variance biased variance over the batch and its positions of what is normalized
 * @param eps what the normalization adds to the variance; NaN if not known
 * @param squaredNorm |w|^2, by channel, of the weights of the linear map
 * @param angle by which the optimizer's step turns the channels' weights, in radians: root mean square over the channels; NaN if
 *     not measured
 */
public record Reading(double[] gamma, double[] gammaGradient, double[] beta, double[] betaGradient, double[] variance, double eps,
        double[] squaredNorm, double angle) {

    /** A reading without the angle. */
    public Reading(double[] gamma, double[] gammaGradient, double[] beta, double[] betaGradient, double[] variance, double eps,
            double[] squaredNorm) {
        this(gamma, gammaGradient, beta, betaGradient, variance, eps, squaredNorm, Double.NaN);
    }

    /** Checks that the lengths are the same. */
    public Reading {
        for (double[] each : new double[][] {gammaGradient, beta, betaGradient, variance, squaredNorm}) {
            if (each.length != gamma.length) {
                throw new IllegalArgumentException("a reading of " + gamma.length + " channels has " + each.length
                        + " values of another quantity");
            }
        }
    }

    /** The same reading with the angle, which is known after the step only. */
    public Reading withAngle(double radians) {
        return new Reading(gamma, gammaGradient, beta, betaGradient, variance, eps, squaredNorm, radians);
    }

    /** NaN for each channel. */
    public static double[] unknown(int channels) {
        double[] values = new double[channels];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** Number of channels. */
    public int channels() {
        return gamma.length;
    }

    /** lambda = -(dL/dgamma) / gamma (T3); NaN where gamma is 0. */
    public double lambda(int channel) {
        return unit(channel).lambda();
    }

    /** alpha = lambda Var(u) / |w|^2; NaN where gamma or w is 0, or the variance or the weights are not known. */
    public double alpha(int channel) {
        double alpha = unit(channel).alpha();
        return Double.isFinite(alpha) ? alpha : Double.NaN;
    }

    /** Sum over the channels of gamma^2 lambda = -gamma dL/dgamma. */
    public double netRate() {
        // Adding 0 turns -0 into 0.
        return -products(gamma, gammaGradient) + 0.0;
    }

    /** Sum over the channels of beta dL/dbeta. */
    public double shift() {
        return products(beta, betaGradient);
    }

    /** Whether all gradients that count are finite; with infinite ones a step of mixed precision is repeated. */
    public boolean finite() {
        return Double.isFinite(netRate()) && Double.isFinite(shift())
                && DoubleStream.of(gammaGradient).allMatch(Double::isFinite);
    }

    private UnitRate unit(int channel) {
        return new UnitRate(gamma[channel], gammaGradient[channel], variance[channel], eps, squaredNorm[channel], 0);
    }

    private static double products(double[] values, double[] gradients) {
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            sum += values[k] == 0 ? 0 : values[k] * gradients[k];
        }
        return sum;
    }
}
