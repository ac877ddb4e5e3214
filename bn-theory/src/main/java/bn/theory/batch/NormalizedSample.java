package bn.theory.batch;

/** A sample that stands for the population: each channel normalized to mean 0 and biased variance 1, and the mixed moments. */
final class NormalizedSample {
    /** A channel whose standard deviation is below this fraction of its mean counts as constant: the rest is rounding. */
    private static final double CONSTANT = 1e-12;
    final int examples;
    final int channels;
    /** Normalized values, N x K, row-major. */
    final double[] x;
    final MixedMoments moments;

    NormalizedSample(double[] preActivations, int channels, double eps) {
        if (!(eps >= 0)) {
            throw new IllegalArgumentException("eps is at least 0, got " + eps);
        }
        if (channels < 1 || preActivations.length == 0 || preActivations.length % channels != 0) {
            throw new IllegalArgumentException(preActivations.length + " numbers are not examples of " + channels + " channels");
        }
        this.channels = channels;
        examples = preActivations.length / channels;
        x = preActivations.clone();
        int pairs = Math.multiplyExact(channels, channels);
        moments = new MixedMoments(new double[pairs], new double[pairs], new double[pairs], new double[channels]);
        for (int k = 0; k < channels; k++) {
            double variance = normalize(k);
            moments.kappa()[k] = variance / (variance + eps);
        }
        for (int k = 0; k < channels; k++) {
            for (int j = 0; j < channels; j++) {
                average(k, j);
            }
        }
    }

    /** gamma' = gamma sqrt(kappa), the scales of channels of variance 1, from the layer's scales gamma. */
    double[] scale(double[] gamma) {
        double[] scale = new double[channels];
        for (int k = 0; k < channels; k++) {
            scale[k] = gamma[k] * Math.sqrt(moments.kappa()[k]);
        }
        return scale;
    }

    /** Normalizes a channel to mean 0 and variance 1; returns its variance before. */
    private double normalize(int k) {
        double mean = 0;
        for (int i = k; i < x.length; i += channels) {
            mean += x[i] / examples;
        }
        double variance = 0;
        for (int i = k; i < x.length; i += channels) {
            x[i] -= mean;
            variance += x[i] * x[i] / examples;
        }
        double deviation = Math.sqrt(variance);
        if (!(deviation > CONSTANT * Math.abs(mean)) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException("channel " + k + " has mean " + mean + " and standard deviation " + deviation
                    + ", so it cannot be normalized; leave out constant channels and examples that are not finite");
        }
        for (int i = k; i < x.length; i += channels) {
            x[i] /= deviation;
        }
        return variance;
    }

    private void average(int k, int j) {
        double product = 0;
        double mixed = 0;
        double square = 0;
        for (int i = 0; i < x.length; i += channels) {
            double a = x[i + k];
            double b = x[i + j];
            product += a * b;
            mixed += a * b * b;
            // Relative to E x^2 = 1, so that no large means are subtracted from each other.
            square += (a * a - 1) * (b * b - 1);
        }
        moments.second()[k * channels + j] = product / examples;
        moments.third()[k * channels + j] = mixed / examples;
        moments.squares()[k * channels + j] = square / examples;
    }
}
