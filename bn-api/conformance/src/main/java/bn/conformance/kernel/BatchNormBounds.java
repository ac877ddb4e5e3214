package bn.conformance.kernel;

import bn.api.DType;
import bn.api.kernel.Activation;
import bn.conformance.check.Accuracy;

/**
 * The allowed errors of batch norm, derived from the rules for sums. With S the relative error of a sum over a channel:
 *
 * <ul>
 * <li>the error of the mean is S times the mean absolute deviation, plus the rounding when it is stored; that of the variance is
 * S times the variance, plus the rounding of the means of merged parts to float64;
 * <li>the relative error of 1 / sqrt(variance + eps) is half of that of the variance; multiplying it costs up to 8 more
 * roundings;
 * <li>the forward pass uses the mean before it is rounded for storage; the backward pass uses the stored mean, which shifts every
 * xhat.
 * </ul>
 */
final class BatchNormBounds {
    private final BatchNormData data;
    private final double unit;
    private final double sum;
    private final double[] mean;
    private final double[] variance;
    /** For each channel: 1 / sqrt(variance + eps), and means over its values. */
    private final double[] scale;
    private final double[] deviation;
    private final double[] slope;
    private final double[] product;

    /** From the statistics and outputs of the reference. */
    BatchNormBounds(Accuracy accuracy, BatchNormData data, double[] mean, double[] variance, double[] y) {
        this.data = data;
        this.mean = mean;
        this.variance = variance;
        unit = accuracy.unit();
        sum = accuracy.sum(data.count());
        int channels = data.channels();
        scale = new double[channels];
        deviation = new double[channels];
        slope = new double[channels];
        product = new double[channels];
        for (int c = 0; c < channels; c++) {
            double divisor = variance[c] + data.eps();
            scale[c] = divisor == 0 ? 0 : 1 / Math.sqrt(divisor);
        }
        for (int i = 0; i < data.x().length; i++) {
            int c = data.channel(i);
            deviation[c] += Math.abs(data.x()[i] - mean[c]) / data.count();
            slope[c] += slope(i, y) / data.count();
            product[c] += slope(i, y) * xhat(i) / data.count();
        }
    }

    /** Absolute gradient with respect to the input of the activation. */
    private double slope(int i, double[] y) {
        return data.activation().equals(Activation.RELU) && y[i] == 0 ? 0 : Math.abs(data.dy()[i]);
    }

    private double xhat(int i) {
        int c = data.channel(i);
        return Math.abs(data.x()[i] - mean[c]) * scale[c];
    }

    double mean(int c) {
        return 2 * unit * Math.abs(mean[c]) + sum * deviation[c];
    }

    double variance(int c) {
        return (sum + 2 * unit) * variance[c] + merged(c);
    }

    private double merged(int c) {
        return 2 * DType.FLOAT64.epsilon() * Math.abs(mean[c]) * deviation[c];
    }

    /** Relative error of a product with gamma / sqrt(variance + eps). */
    private double factor(int c) {
        return (sum + merged(c) * scale[c] * scale[c]) / 2 + 8 * unit;
    }

    double y(int i) {
        int c = data.channel(i);
        double gamma = Math.abs(data.gamma()[c]);
        double reference = 2 * DType.FLOAT64.epsilon() * Math.abs(mean[c]) * gamma * scale[c];
        return sum * gamma * deviation[c] * scale[c] + factor(c) * gamma * xhat(i)
                + 4 * unit * Math.abs(data.beta()[c]) + reference;
    }

    /** The error of xhat from the rounding of the stored mean, here and in the reference. */
    private double moved(int c) {
        return (3 * unit * Math.abs(mean[c]) + sum * deviation[c]) * scale[c];
    }

    double dbeta(int c) {
        return sum * data.count() * slope[c];
    }

    double dgamma(int c) {
        return data.count() * ((sum + factor(c)) * product[c] + moved(c) * slope[c]);
    }

    /** dx = gamma scale (g - mean g - xhat mean (g xhat)): the sum of the errors of its parts. */
    double dx(int i) {
        int c = data.channel(i);
        double all = Math.abs(data.dy()[i]) + slope[c] + xhat(i) * product[c];
        double meanSlope = sum * slope[c];
        double meanProduct = xhat(i) * dgamma(c) / data.count();
        double ownXhat = (factor(c) * xhat(i) + moved(c)) * product[c];
        return Math.abs(data.gamma()[c]) * scale[c] * (factor(c) * all + meanSlope + meanProduct + ownXhat);
    }
}
