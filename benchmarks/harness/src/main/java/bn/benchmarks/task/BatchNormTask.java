package bn.benchmarks.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Batch norm in training, forward and backward, float32; gamma is 1, beta 0. The inputs are N x C, or images N x C x H x W.
 *
 * @param rows N
 * @param channels C
 * @param height H; 1 for N x C
 * @param width W; 1 for N x C
 * @param relu whether ReLU follows
 */
public record BatchNormTask(int rows, int channels, int height, int width, boolean relu) {
    /** The sizes N x C: two that fit into the caches, one that just fits, one that does not. */
    public static final List<BatchNormTask> SIZES = List.of(new BatchNormTask(128, 256), new BatchNormTask(128, 1024),
            new BatchNormTask(4096, 256), new BatchNormTask(8192, 1024));
    /** Images of the first and the last stage of a network for small images, and of an early stage of one for large images. */
    public static final List<BatchNormTask> IMAGES = Stream.of(false, true)
            .flatMap(relu -> Stream.of(new BatchNormTask(128, 16, 32, 32, relu), new BatchNormTask(128, 64, 8, 8, relu),
                    new BatchNormTask(32, 64, 56, 56, relu)))
            .toList();
    /** Added to the variance. */
    public static final double EPS = 1e-5;
    /** Weight of the new batch in the running statistics. */
    public static final double MOMENTUM = 0.1;

    /** Forward reads x and writes y; backward reads x and dy and writes dx. This is the minimum. */
    private static final int PASSES = 5;
    /**
     * Allowed error, relative to the largest result of a channel. Rounding errors are smaller: where a channel has 8192 values,
     * the error of a running float32 sum is at most 8192 2^-24 = 5e-4 of the sum of their absolute values. Images have more values,
     * and need sums of parts, as all contestants have them. The errors of wrong formulas are larger: without the mean of dy, or of
     * dy x-hat, the error of dx is 0.1 or more ({@link #dy}), and the largest dx below 6.
     */
    private static final double TOLERANCE = 2e-3;
    private static final int CHECKED_CHANNELS = 8;

    /** Inputs N x C. */
    public BatchNormTask(int rows, int channels) {
        this(rows, channels, 1, 1, false);
    }

    /** Number of values of a channel in a row: H W. */
    public int pixels() {
        return height * width;
    }

    /** Number of elements of each array. */
    public int elements() {
        return rows * channels * pixels();
    }

    /** Minimum of memory traffic, in bytes. */
    public double bytes() {
        return (double) PASSES * Float.BYTES * elements();
    }

    /** Inputs, whose mean is not 0 and whose deviation is not 1. */
    public float[] x() {
        return RandomData.normal(1, elements(), 1, 2);
    }

    /** Gradients with respect to the outputs. They depend on x, so that no term of the gradient with respect to x is small. */
    public float[] dy() {
        float[] x = x();
        float[] dy = RandomData.normal(2, elements(), 0, 1);
        for (int i = 0; i < dy.length; i++) {
            dy[i] += 0.1f * x[i];
        }
        return dy;
    }

    /**
     * Compares the results for some channels with float64 arithmetic.
     *
     * @throws IllegalStateException if they are wrong
     */
    public void check(float[] x, float[] dy, float[] y, float[] dx) {
        for (int c = 0; c < channels; c += Math.max(1, channels / CHECKED_CHANNELS)) {
            checkChannel(channel(c, x), channel(c, dy), channel(c, y), channel(c, dx), c);
        }
    }

    private double[] channel(int c, float[] values) {
        double[] channel = new double[rows * pixels()];
        for (int i = 0; i < channel.length; i++) {
            channel[i] = values[(i / pixels() * channels + c) * pixels() + i % pixels()];
        }
        return channel;
    }

    private void checkChannel(double[] x, double[] dy, double[] y, double[] dx, int c) {
        int count = x.length;
        double mean = Arrays.stream(x).sum() / count;
        double variance = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum() / count;
        double scale = 1 / Math.sqrt(variance + EPS);
        double meanDy = 0;
        double meanProduct = 0;
        for (int i = 0; i < count; i++) {
            double normalized = (x[i] - mean) * scale;
            if (relu && normalized <= 0) {
                dy[i] = 0;
            }
            meanDy += dy[i] / count;
            meanProduct += dy[i] * normalized / count;
        }
        double errorY = 0;
        double errorDx = 0;
        double largestY = 0;
        double largestDx = 0;
        for (int i = 0; i < count; i++) {
            double normalized = (x[i] - mean) * scale;
            double gradient = scale * (dy[i] - meanDy - normalized * meanProduct);
            errorY = worse(errorY, (relu ? Math.max(0, normalized) : normalized) - y[i]);
            largestY = worse(largestY, normalized);
            largestDx = worse(largestDx, gradient);
            // At its kink, rounding decides whether ReLU passes the gradient.
            if (!relu || Math.abs(normalized) > TOLERANCE) {
                errorDx = worse(errorDx, gradient - dx[i]);
            }
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
        return rows + "x" + channels + (pixels() > 1 ? "x" + height + "x" + width : "") + (relu ? ", ReLU" : "");
    }
}
