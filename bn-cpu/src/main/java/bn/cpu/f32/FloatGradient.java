package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelSums;
import java.nio.FloatBuffer;

/**
 * The coefficients of the gradient of batch norm (Ioffe and Szegedy 2015). With g the gradient with respect to what the
 * activation got, r = 1 / sqrt(variance + eps), and sums over the count n of a channel: dbeta = sum g, dgamma = r sum g (x -
 * mean), dx = factor (g + slope (x - mean) + shift) with factor = gamma r, slope = -r dgamma / n, shift = -dbeta / n.
 */
final class FloatGradient {
    float[] mean = {};
    float[] factor = {};
    float[] slope = {};
    float[] shift = {};

    private float[] channel = {};
    private double[] inverse = {};
    private double[] wide = {};

    /** The arguments of the kernel; y is null if there is no activation. */
    record Arguments(ChannelLayout layout, FloatSpan x, FloatSpan y, FloatSpan dy, FloatBuffer gamma, double eps,
            FloatBuffer mean, FloatBuffer variance, FloatSpan dx, FloatBuffer dgamma, FloatBuffer dbeta) { }

    /** Takes the means over, which the sums need. */
    void prepare(Arguments arguments) {
        int channels = arguments.layout.channels();
        if (mean.length < channels) {
            mean = new float[channels];
            factor = new float[channels];
            slope = new float[channels];
            shift = new float[channels];
            channel = new float[channels];
            inverse = new double[channels];
            wide = new double[channels];
        }
        arguments.mean.get(0, mean, 0, channels);
    }

    /** Computes the coefficients from the sums, and writes the gradients with respect to gamma and beta. */
    void of(Arguments arguments, ChannelSums sums) {
        int channels = arguments.layout.channels();
        double perValue = 1.0 / arguments.layout.count();
        double[] gradient = sums.gradient();
        double[] product = sums.product();
        arguments.variance.get(0, channel, 0, channels);
        FloatNormalization.inverseDeviations(channel, arguments.eps, inverse, channels);
        arguments.gamma.get(0, channel, 0, channels);
        FloatRounding.narrow(inverse, factor, channels);
        for (int c = 0; c < channels; c++) {
            factor[c] *= channel[c];
        }
        for (int c = 0; c < channels; c++) {
            wide[c] = -perValue * gradient[c];
        }
        FloatRounding.narrow(wide, shift, channels);
        for (int c = 0; c < channels; c++) {
            wide[c] = product[c] * inverse[c];
        }
        FloatRounding.narrow(wide, channel, channels);
        arguments.dgamma.put(0, channel, 0, channels);
        for (int c = 0; c < channels; c++) {
            wide[c] *= -perValue * inverse[c];
        }
        FloatRounding.narrow(wide, slope, channels);
        FloatRounding.narrow(gradient, channel, channels);
        arguments.dbeta.put(0, channel, 0, channels);
    }
}
