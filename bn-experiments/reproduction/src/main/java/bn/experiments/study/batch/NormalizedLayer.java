package bn.experiments.study.batch;

/**
 * A batch-normalized layer on a sample that is taken as the population.
 *
 * @param preActivations what it normalizes, N x K, row-major
 * @param gamma scale of each channel, length K
 * @param beta shift of each channel, length K
 * @param eps added to variances
 */
record NormalizedLayer(double[] preActivations, double[] gamma, double[] beta, double eps) {
    /** A channel whose deviation is below this fraction of its mean is constant but for rounding. */
    private static final double CONSTANT = 1e-12;

    /** Number of channels K. */
    int channels() {
        return gamma.length;
    }

    /** Number of examples N. */
    int examples() {
        return preActivations.length / gamma.length;
    }

    private double mean(int channel) {
        double sum = 0;
        for (int i = channel; i < preActivations.length; i += channels()) {
            sum += preActivations[i];
        }
        return sum / examples();
    }

    private double deviation(int channel, double mean) {
        double squares = 0;
        for (int i = channel; i < preActivations.length; i += channels()) {
            squares += (preActivations[i] - mean) * (preActivations[i] - mean);
        }
        return Math.sqrt(squares / examples());
    }

    /** Whether every channel varies over the examples. */
    boolean varies() {
        for (int k = 0; k < channels(); k++) {
            double mean = mean(k);
            if (!(deviation(k, mean) > CONSTANT * Math.abs(mean))) {
                return false;
            }
        }
        return channels() > 0;
    }

    /** eps relative to the variance of each channel: what is added to the variance of {@link #normalized}. */
    double[] relativeEps() {
        double[] relative = new double[channels()];
        for (int k = 0; k < relative.length; k++) {
            double deviation = deviation(k, mean(k));
            relative[k] = eps / (deviation * deviation);
        }
        return relative;
    }

    /** The channels brought to mean 0 and biased variance 1, N x K. */
    double[] normalized() {
        double[] x = new double[preActivations.length];
        for (int k = 0; k < channels(); k++) {
            double mean = mean(k);
            double deviation = deviation(k, mean);
            for (int i = k; i < x.length; i += channels()) {
                x[i] = (preActivations[i] - mean) / deviation;
            }
        }
        return x;
    }
}
