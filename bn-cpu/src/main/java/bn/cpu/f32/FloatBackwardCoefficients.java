package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelSums;
import java.nio.FloatBuffer;

/**
 * The coefficients of the backward pass of batch norm (Ioffe and Szegedy 2015). Let g be the gradient with respect to the input
 * of the activation, r = 1 / sqrt(variance + eps), and n the number of values of a channel, over which the sums go. Then:
 *
 * <ul>
 * <li>dbeta = sum g and dgamma = r sum g (x - mean);
 * <li>dx = factor (g + slope (x - mean) + shift), where factor = gamma r, slope = -r dgamma / n, and shift = -dbeta / n.
 * </ul>
 */
final class FloatBackwardCoefficients {
    float[] mean = {};
    float[] factor = {};
    float[] slope = {};
    float[] shift = {};

    private float[] channel = {};
    private double[] inverse = {};
    private double[] wide = {};

    /** The arguments of the kernel. y is null if there is no activation. */
    record Arguments(ChannelLayout layout, FloatView x, FloatView y, FloatView dy, FloatBuffer gamma, double eps,
            FloatBuffer mean, FloatBuffer variance, FloatView dx, FloatBuffer dgamma, FloatBuffer dbeta) {}

    /** Copies the means, which the first pass needs. */
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
    void compute(Arguments arguments, ChannelSums sums) {
        int channels = arguments.layout.channels();
        double perValue = 1.0 / arguments.layout.count();
        double[] gradient = sums.gradient();
        double[] product = sums.product();
        arguments.variance.get(0, channel, 0, channels);
        FloatForwardCoefficients.inverseDeviations(channel, arguments.eps, inverse, channels);
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
