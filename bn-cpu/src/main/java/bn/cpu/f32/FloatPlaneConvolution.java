package bn.cpu.f32;

import bn.cpu.channels.TileBuffer;
import bn.cpu.images.PlaneLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The convolution of a plane of inputs to a plane of outputs, for one thread. Planes are counted over all images. */
final class FloatPlaneConvolution {
    private final FloatPlanes input = new FloatPlanes();
    private final float[] tile = new float[TileBuffer.LENGTH];
    private final float[] sums = new float[TileBuffer.LENGTH];
    private final float[] gradients = new float[TileBuffer.LENGTH];
    private PlaneLayout layout;
    private int span;
    private int[] taps = {};
    private float[] weights = {};
    /** Outputs, or the gradient with respect to them, at the distances at which the layout has them. */
    private float[] outputs = {};
    /** For each element of the window, the sums over images of the products at each output. */
    private float[] products = {};

    /** Allocates memory, if there is too little. */
    void prepare(PlaneLayout newLayout) {
        layout = newLayout;
        span = layout.span(layout.outputHeight());
        input.prepare(layout, 1);
        input.fill(0);
        if (taps.length < layout.taps()) {
            taps = new int[layout.taps()];
            weights = new float[layout.taps()];
        }
        Arrays.setAll(taps, layout::tap);
        if (outputs.length < span) {
            outputs = new float[span];
        }
        Arrays.fill(outputs, 0);
        if (products.length < layout.taps() * span) {
            products = new float[layout.taps() * span];
        }
    }

    void loadInput(FloatBuffer x, int plane) {
        input.load(0, x, plane * layout.elements());
    }

    void clearInput() {
        input.fill(0);
    }

    void storeInput(FloatBuffer dx, int plane) {
        input.store(0, dx, plane * layout.elements());
    }

    void loadWeights(FloatBuffer source, int channel) {
        source.get(channel * layout.taps(), weights, 0, layout.taps());
    }

    /** Writes the outputs for the input and the weights that were loaded. */
    void forward(float bias, FloatBuffer y, int plane) {
        for (int from = 0; from < span; from += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, span - from);
            Arrays.fill(sums, 0, width, bias);
            for (int t = 0; t < layout.taps(); t++) {
                System.arraycopy(input.values, taps[t] + from, tile, 0, width);
                FloatPlaneRows.addScaled(sums, weights[t], tile, width);
            }
            System.arraycopy(sums, 0, outputs, from, width);
        }
        input.storeOutputs(outputs, y, plane * layout.outputs());
    }

    /** Adds to the input the gradient with respect to it, for the weights that were loaded. */
    void addInputGradient(FloatBuffer dy, int plane) {
        input.loadOutputs(dy, plane * layout.outputs(), outputs);
        for (int from = 0; from < span; from += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, span - from);
            System.arraycopy(outputs, from, gradients, 0, width);
            for (int t = 0; t < layout.taps(); t++) {
                System.arraycopy(input.values, taps[t] + from, tile, 0, width);
                FloatPlaneRows.addScaled(tile, weights[t], gradients, width);
                System.arraycopy(tile, 0, input.values, taps[t] + from, width);
            }
        }
    }

    void clearProducts() {
        Arrays.fill(products, 0, layout.taps() * span, 0);
    }

    /** Adds the products of which the gradient with respect to the weights consists, for the input that was loaded. */
    void addProducts(FloatBuffer dy, int plane) {
        input.loadOutputs(dy, plane * layout.outputs(), outputs);
        for (int from = 0; from < span; from += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, span - from);
            System.arraycopy(outputs, from, gradients, 0, width);
            for (int t = 0; t < layout.taps(); t++) {
                System.arraycopy(input.values, taps[t] + from, tile, 0, width);
                System.arraycopy(products, t * span + from, sums, 0, width);
                FloatPlaneRows.addProducts(sums, gradients, tile, width);
                System.arraycopy(sums, 0, products, t * span + from, width);
            }
        }
    }

    /** Writes the sums of the products. What is between the rows of outputs is left out: an infinity there does not count. */
    void storeWeightGradient(FloatBuffer dWeights, int channel) {
        for (int t = 0; t < layout.taps(); t++) {
            double sum = 0;
            for (int i = 0; i < layout.outputHeight(); i++) {
                for (int j = 0; j < layout.outputWidth(); j++) {
                    sum += products[t * span + i * layout.rowLength() + j];
                }
            }
            dWeights.put(channel * layout.taps() + t, (float) sum);
        }
    }
}
