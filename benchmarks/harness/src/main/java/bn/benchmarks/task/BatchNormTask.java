package bn.benchmarks.task;

import java.util.List;

/**
 * Batch norm in training, forward and backward, of N x C float32; gamma is 1, beta 0.
 *
 * @param rows N
 * @param channels C
 */
public record BatchNormTask(int rows, int channels) {
    /** The sizes: two that fit into the caches, one that just fits, one that does not. */
    public static final List<BatchNormTask> SIZES = List.of(new BatchNormTask(128, 256), new BatchNormTask(128, 1024),
            new BatchNormTask(4096, 256), new BatchNormTask(8192, 1024));
    /** Added to the variance. */
    public static final double EPS = 1e-5;
    /** Weight of the new batch in the running statistics. */
    public static final double MOMENTUM = 0.1;

    /** Forward reads x and writes y; backward reads x and dy and writes dx. This is the minimum. */
    private static final int PASSES = 5;
    /**
     * Allowed error, relative to the largest result of a channel. Rounding errors are smaller: the error of a running float32 sum
     * of N = 8192 terms is at most N 2^-24 = 5e-4 of the sum of their absolute values. The errors of wrong formulas are larger:
     * without the mean of dy x-hat, which is the smallest term, the error of dx is about N^-1/2 = 0.011.
     */
    private static final double TOLERANCE = 2e-3;
    private static final int CHECKED_CHANNELS = 8;

    /** Number of elements of each array. */
    public int elements() {
        return rows * channels;
    }

    /** Minimum of memory traffic, in bytes. */
    public double bytes() {
        return (double) PASSES * Float.BYTES * elements();
    }

    /** Inputs, whose mean is not 0 and whose deviation is not 1. */
    public float[] x() {
        return RandomData.normal(1, elements(), 1, 2);
    }

    /** Gradients with respect to the outputs. */
    public float[] dy() {
        return RandomData.normal(2, elements(), 0, 1);
    }

    /**
     * Compares the results for some channels with float64 arithmetic.
     *
     * @throws IllegalStateException if they are wrong
     */
    public void check(float[] x, float[] dy, float[] y, float[] dx) {
        for (int c = 0; c < channels; c += Math.max(1, channels / CHECKED_CHANNELS)) {
            checkChannel(c, x, dy, y, dx);
        }
    }

    private void checkChannel(int c, float[] x, float[] dy, float[] y, float[] dx) {
        double mean = 0;
        for (int i = c; i < elements(); i += channels) {
            mean += x[i] / (double) rows;
        }
        double variance = 0;
        for (int i = c; i < elements(); i += channels) {
            variance += (x[i] - mean) * (x[i] - mean) / rows;
        }
        double scale = 1 / Math.sqrt(variance + EPS);
        double meanDy = 0;
        double meanProduct = 0;
        for (int i = c; i < elements(); i += channels) {
            meanDy += dy[i] / (double) rows;
            meanProduct += dy[i] * (x[i] - mean) * scale / rows;
        }
        double errorY = 0;
        double errorDx = 0;
        double largestY = 0;
        double largestDx = 0;
        for (int i = c; i < elements(); i += channels) {
            double normalized = (x[i] - mean) * scale;
            double gradient = scale * (dy[i] - meanDy - normalized * meanProduct);
            errorY = worse(errorY, normalized - y[i]);
            errorDx = worse(errorDx, gradient - dx[i]);
            largestY = worse(largestY, normalized);
            largestDx = worse(largestDx, gradient);
        }
        if (!(errorY <= TOLERANCE * largestY && errorDx <= TOLERANCE * largestDx)) {
            throw new IllegalStateException("wrong in channel " + c + ": y is off by " + errorY + ", dx by " + errorDx);
        }
    }

    private static double worse(double largest, double value) {
        return Math.max(largest, Math.abs(value));
    }

    @Override
    public String toString() {
        return rows + "x" + channels;
    }
}
