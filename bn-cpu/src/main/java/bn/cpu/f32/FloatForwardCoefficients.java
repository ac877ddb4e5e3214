package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelMoments;
import java.nio.FloatBuffer;

/**
 * The coefficients of the forward pass of batch norm: y = scale (x - centre) + shift. The centre is the mean rounded to float. If
 * x is close to it, the difference x - centre is exact. The rounding error of the mean is part of the shift.
 */
final class FloatForwardCoefficients {
    float[] centre = {};
    float[] scale = {};
    float[] shift = {};

    private float[] variance = {};
    private float[] gamma = {};
    private float[] rest = {};
    private double[] wide = {};
    private double[] inverse = {};

    /** The arguments of the kernel from which the coefficients are computed. */
    record Arguments(ChannelLayout layout, FloatBuffer gamma, FloatBuffer beta, double eps, FloatBuffer mean,
            FloatBuffer variance) {}

    /** Computes the coefficients from the moments of a batch, and writes its mean and variance. */
    void compute(Arguments arguments, ChannelMoments moments) {
        int channels = prepare(arguments);
        FloatRounding.narrow(moments.mean(), centre, channels);
        double perValue = 1.0 / arguments.layout.count();
        for (int c = 0; c < channels; c++) {
            wide[c] = moments.scatter()[c] * perValue;
        }
        FloatRounding.narrow(wide, variance, channels);
        arguments.mean.put(0, centre, 0, channels);
        arguments.variance.put(0, variance, 0, channels);
        scale(arguments, channels);
        FloatRounding.widen(centre, wide, channels);
        for (int c = 0; c < channels; c++) {
            wide[c] = moments.mean()[c] - wide[c];
        }
        FloatRounding.narrow(wide, rest, channels);
        for (int c = 0; c < channels; c++) {
            shift[c] -= rest[c] * scale[c];
        }
    }

    /** Computes the coefficients from given statistics. */
    void compute(Arguments arguments) {
        int channels = prepare(arguments);
        arguments.mean.get(0, centre, 0, channels);
        arguments.variance.get(0, variance, 0, channels);
        scale(arguments, channels);
    }

    private int prepare(Arguments arguments) {
        int channels = arguments.layout.channels();
        if (centre.length < channels) {
            centre = new float[channels];
            scale = new float[channels];
            shift = new float[channels];
            variance = new float[channels];
            gamma = new float[channels];
            rest = new float[channels];
            wide = new double[channels];
            inverse = new double[channels];
        }
        return channels;
    }

    private void scale(Arguments arguments, int channels) {
        arguments.gamma.get(0, gamma, 0, channels);
        arguments.beta.get(0, shift, 0, channels);
        inverseDeviations(variance, arguments.eps, inverse, channels);
        FloatRounding.narrow(inverse, scale, channels);
        for (int c = 0; c < channels; c++) {
            scale[c] *= gamma[c];
        }
    }

    /** 1 / sqrt(variance + eps), but 0 instead of infinity, so that a constant channel is normalized to 0. */
    static void inverseDeviations(float[] variance, double eps, double[] inverse, int count) {
        FloatRounding.widen(variance, inverse, count);
        for (int i = 0; i < count; i++) {
            inverse[i] = 1 / Math.sqrt(inverse[i] + eps);
        }
        for (int i = 0; i < count; i++) {
            if (inverse[i] == Double.POSITIVE_INFINITY) {
                inverse[i] = 0;
            }
        }
    }
}
