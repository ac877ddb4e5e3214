package bn.benchmarks.task;

import java.util.List;

/**
 * A convolution in float32, forward, and its gradients with respect to inputs and weights: 3 x 3, stride 1, padding 1, no bias.
 * The images are square and keep their size.
 *
 * @param batch N
 * @param inputs channels C of x, N x C x H x H
 * @param outputs channels O of y, N x O x H x H; the weights are O x C x 3 x 3
 * @param side H
 */
public record ConvolutionTask(int batch, int inputs, int outputs, int side) {
    /** The sizes: those of a network for small images, an early one of a network for large images, and a first layer. */
    public static final List<ConvolutionTask> SIZES = List.of(new ConvolutionTask(128, 16, 16, 32),
            new ConvolutionTask(128, 32, 32, 16), new ConvolutionTask(128, 64, 64, 8), new ConvolutionTask(32, 64, 64, 56),
            new ConvolutionTask(128, 3, 16, 32));
    /** The number of rows and of columns of the window. */
    public static final int WINDOW = 3;

    private static final int CHECKED_ELEMENTS = 64;

    /** Operations: 2 N H^2 O C 9, three times. */
    public double flops() {
        return 3 * 2.0 * batch * side * side * outputs * inputs * WINDOW * WINDOW;
    }

    /** Inputs, N x C x H x H. */
    public float[] x() {
        return RandomData.normal(20, batch * inputs * side * side, 0, 1);
    }

    /** Gradients with respect to the outputs, N x O x H x H. */
    public float[] dy() {
        return RandomData.normal(21, batch * outputs * side * side, 0, 1);
    }

    /** Weights, O x C x 3 x 3. */
    public float[] weights() {
        return RandomData.normal(22, outputs * inputs * WINDOW * WINDOW, 0, 1);
    }

    /**
     * Compares some elements of the results with float64 arithmetic.
     *
     * @param y outputs, N x O x H x H
     * @param dx gradients with respect to x, N x C x H x H
     * @param dWeights gradients with respect to the weights, O x C x 3 x 3
     * @throws IllegalStateException if they are wrong
     */
    public void check(float[] y, float[] dx, float[] dWeights) {
        float[] x = x();
        float[] dy = dy();
        float[] weights = weights();
        check("y", y, (at, sum) -> {
            for (int c = 0; c < inputs; c++) {
                for (int tap = 0; tap < WINDOW * WINDOW; tap++) {
                    sum.add(weight(weights, channel(at, outputs), c, tap), pixel(x, inputs, image(at, outputs), c, at, tap, 1));
                }
            }
        });
        check("dx", dx, (at, sum) -> {
            for (int o = 0; o < outputs; o++) {
                for (int tap = 0; tap < WINDOW * WINDOW; tap++) {
                    sum.add(weight(weights, o, channel(at, inputs), tap), pixel(dy, outputs, image(at, inputs), o, at, tap, -1));
                }
            }
        });
        check("dw", dWeights, (at, sum) -> {
            int taps = WINDOW * WINDOW;
            for (int n = 0; n < batch; n++) {
                for (int pixel = 0; pixel < side * side; pixel++) {
                    sum.add(dy[(n * outputs + at / taps / inputs) * side * side + pixel],
                            pixel(x, inputs, n, at / taps % inputs, pixel, at % taps, 1));
                }
            }
        });
    }

    private int channel(int at, int channels) {
        return at / (side * side) % channels;
    }

    private int image(int at, int channels) {
        return at / (side * side) / channels;
    }

    private float weight(float[] weights, int output, int input, int tap) {
        return weights[(output * inputs + input) * WINDOW * WINDOW + tap];
    }

    /** The pixel that lies in the direction of a tap from the one with index {@code at}; 0 outside of the image. */
    private float pixel(float[] images, int channels, int image, int channel, int at, int tap, int sign) {
        int row = at / side % side + sign * (tap / WINDOW - 1);
        int column = at % side + sign * (tap % WINDOW - 1);
        boolean inside = row >= 0 && row < side && column >= 0 && column < side;
        return inside ? images[((image * channels + channel) * side + row) * side + column] : 0;
    }

    /** Adds the products of an element of a result. */
    @FunctionalInterface
    private interface Terms {
        void add(int at, ProductSum sum);
    }

    private static void check(String name, float[] result, Terms terms) {
        for (int at = 0; at < result.length; at += result.length / CHECKED_ELEMENTS + 1) {
            ProductSum sum = new ProductSum();
            terms.add(at, sum);
            sum.check("element " + at + " of " + name, result[at]);
        }
    }

    /** For example {@code 128x16x32x32 to 16 channels}. */
    @Override
    public String toString() {
        return batch + "x" + inputs + "x" + side + "x" + side + " to " + outputs + " channels";
    }
}
