package example.backend;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;

/**
 * Batch normalization, channel by channel, the variance in a second pass. Sums are float64, where those of up to 2^29 equal
 * float32 numbers are exact: a constant channel has its value as mean, and the variance 0.
 */
final class PlainBatchNorm implements BatchNormKernel {

    @Override
    public void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        PlainTensor inputs = (PlainTensor) x;
        Channels channels = Channels.of(x.shape());
        for (int c = 0; c < channels.count(); c++) {
            double sum = 0;
            for (int i = channels.first(c); i < channels.elements(); i = channels.next(i)) {
                sum += inputs.get(i);
            }
            double mean = sum / channels.values();
            double squares = 0;
            for (int i = channels.first(c); i < channels.elements(); i = channels.next(i)) {
                squares += (inputs.get(i) - mean) * (inputs.get(i) - mean);
            }
            double variance = squares / channels.values();
            ((PlainTensor) batch.mean()).set(c, mean);
            ((PlainTensor) batch.variance()).set(c, variance);
            normalize(inputs, channels, c, mean, inverse(variance, eps), affine, activation, (PlainTensor) y);
        }
    }

    @Override
    public void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics,
            Tensor y) {
        Channels channels = Channels.of(x.shape());
        for (int c = 0; c < channels.count(); c++) {
            double mean = ((PlainTensor) statistics.mean()).get(c);
            double inverse = inverse(((PlainTensor) statistics.variance()).get(c), eps);
            normalize((PlainTensor) x, channels, c, mean, inverse, affine, activation, (PlainTensor) y);
        }
    }

    /** 1 / sqrt(variance + eps); 0 where both are 0, so that xhat is 0 and no gradient passes. */
    private static double inverse(double variance, double eps) {
        return variance + eps == 0 ? 0 : 1 / Math.sqrt(variance + eps);
    }

    private static void normalize(PlainTensor x, Channels channels, int c, double mean, double inverse, AffineParameters affine,
            Activation activation, PlainTensor y) {
        double gamma = ((PlainTensor) affine.gamma()).get(c);
        double beta = ((PlainTensor) affine.beta()).get(c);
        for (int i = channels.first(c); i < channels.elements(); i = channels.next(i)) {
            y.set(i, PlainActivation.apply(activation, gamma * ((x.get(i) - mean) * inverse) + beta));
        }
    }

    /** With g the slope before the activation: dx = gamma / s (g - mean(g) - xhat mean(g xhat)). */
    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient) {
        PlainTensor inputs = (PlainTensor) x;
        Channels channels = Channels.of(x.shape());
        for (int c = 0; c < channels.count(); c++) {
            double mean = ((PlainTensor) batch.mean()).get(c);
            double inverse = inverse(((PlainTensor) batch.variance()).get(c), eps);
            double dgamma = 0;
            double dbeta = 0;
            for (int i = channels.first(c); i < channels.elements(); i = channels.next(i)) {
                double g = slope(activation, y, dy, i);
                dgamma += g * ((inputs.get(i) - mean) * inverse);
                dbeta += g;
            }
            double factor = ((PlainTensor) affine.gamma()).get(c) * inverse;
            for (int i = channels.first(c); i < channels.elements(); i = channels.next(i)) {
                double xhat = (inputs.get(i) - mean) * inverse;
                double centred = slope(activation, y, dy, i) - (dbeta + xhat * dgamma) / channels.values();
                ((PlainTensor) dx).set(i, factor * centred);
            }
            ((PlainTensor) gradient.gamma()).set(c, dgamma);
            ((PlainTensor) gradient.beta()).set(c, dbeta);
        }
    }

    /** Without an activation y is not looked at: it need not be there. */
    private static double slope(Activation activation, Tensor y, Tensor dy, int i) {
        double da = ((PlainTensor) dy).get(i);
        return activation.equals(Activation.IDENTITY) ? da : PlainActivation.slope(activation, ((PlainTensor) y).get(i), da);
    }

    @Override
    public void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator, long count) {
        double correction = estimator.correction(count);
        move((PlainTensor) running.mean(), (PlainTensor) batch.mean(), weight, 1);
        move((PlainTensor) running.variance(), (PlainTensor) batch.variance(), weight, correction);
    }

    private static void move(PlainTensor running, PlainTensor batch, double weight, double correction) {
        for (int c = 0; c < running.shape().elements(); c++) {
            running.set(c, (1 - weight) * running.get(c) + weight * correction * batch.get(c));
        }
    }
}
