package bn.cpu.f32;

import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.WindowLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** A depthwise convolution of one image at a time, row of outputs by row, for one thread. */
final class FloatDepthwiseRows {
    private final FloatPaddedImages image = new FloatPaddedImages();
    private ConvolutionLayout layout;
    private WindowLayout window;
    private int taps;
    /** Number of inputs and of outputs that a row of outputs has. */
    private int inputs;
    private int outputs;
    private float[] narrow = {};
    /** The inputs once for each output that reads them. */
    private float[] wide = {};
    private float[] row = {};
    private float[] biases = {};
    /** For each element of the window, its weight at each output of a row, or the sums of the products there. */
    private float[][] weights = {};
    private float[][] products = {};

    /** Allocates memory, if there is too little. */
    void prepare(ConvolutionLayout newLayout) {
        layout = newLayout;
        window = layout.window();
        taps = window.taps();
        inputs = window.outputWidth() * window.channels();
        outputs = window.outputWidth() * layout.outputChannels();
        image.prepare(window, 1);
        image.fill(0);
        if (narrow.length < inputs) {
            narrow = new float[inputs];
        }
        if (wide.length < outputs || weights.length < taps) {
            wide = new float[outputs];
            row = new float[outputs];
            biases = new float[outputs];
            weights = new float[taps][outputs];
            products = new float[taps][outputs];
        }
    }

    void loadWeights(FloatBuffer source, FloatBuffer bias) {
        int channels = layout.outputChannels();
        for (int j = 0; j < outputs; j++) {
            biases[j] = bias == null ? 0 : bias.get(j % channels);
            for (int t = 0; t < taps; t++) {
                weights[t][j] = source.get(j % channels * taps + t);
            }
        }
    }

    void forward(FloatBuffer x, FloatBuffer y, int index) {
        image.load(0, x, index * window.elements());
        for (int i = 0; i < window.outputHeight(); i++) {
            System.arraycopy(biases, 0, row, 0, outputs);
            for (int t = 0; t < taps; t++) {
                gather(i, t);
                FloatArithmeticRows.addProducts(row, wide, weights[t], outputs);
            }
            y.put(index * layout.imageOutputs() + i * outputs, row, 0, outputs);
        }
    }

    void backwardInput(FloatBuffer dy, FloatBuffer dx, int index) {
        image.fill(0);
        for (int i = 0; i < window.outputHeight(); i++) {
            dy.get(index * layout.imageOutputs() + i * outputs, row, 0, outputs);
            for (int t = 0; t < taps; t++) {
                image.gather(window.row(i) + window.tap(t), narrow);
                if (layout.outputs() == 1) {
                    FloatArithmeticRows.addProducts(narrow, row, weights[t], outputs);
                } else {
                    addProductsOfGroups(weights[t]);
                }
                image.scatter(narrow, window.row(i) + window.tap(t));
            }
        }
        image.store(0, dx, index * window.elements());
    }

    private void addProductsOfGroups(float[] factors) {
        for (int j = 0; j < outputs; j++) {
            narrow[j / layout.outputs()] += row[j] * factors[j];
        }
    }

    void clearProducts() {
        for (int t = 0; t < taps; t++) {
            Arrays.fill(products[t], 0, outputs, 0);
        }
    }

    /** Adds the products of which the gradient with respect to the weights consists. */
    void addProducts(FloatBuffer x, FloatBuffer dy, int index) {
        image.load(0, x, index * window.elements());
        for (int i = 0; i < window.outputHeight(); i++) {
            dy.get(index * layout.imageOutputs() + i * outputs, row, 0, outputs);
            for (int t = 0; t < taps; t++) {
                gather(i, t);
                FloatArithmeticRows.addProducts(products[t], row, wide, outputs);
            }
        }
    }

    /** Writes the sums of the products over a row. */
    void storeWeightGradient(double[] target, int start) {
        int channels = layout.outputChannels();
        for (int t = 0; t < taps; t++) {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int j = c; j < outputs; j += channels) {
                    sum += products[t][j];
                }
                target[start + c * taps + t] = sum;
            }
        }
    }

    private void gather(int i, int t) {
        image.gather(window.row(i) + window.tap(t), layout.outputs() == 1 ? wide : narrow);
        if (layout.outputs() > 1) {
            for (int j = 0; j < outputs; j++) {
                wide[j] = narrow[j / layout.outputs()];
            }
        }
    }
}
