package bn.cpu.f32;

import bn.api.kernel.Pooling;
import bn.cpu.images.WindowLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The means of windows, image by image, for one thread. The padding is 0. */
final class FloatAveragePooling {
    private final FloatPaddedImages images = new FloatPaddedImages();
    private WindowLayout layout;
    private Pooling pooling;
    /** Number of outputs in a row. */
    private int width;
    private float[] inputs = {};
    private float[] sums = {};
    private float[] divisors = {};

    private void prepare(Pooling newPooling, WindowLayout newLayout) {
        pooling = newPooling;
        layout = newLayout;
        width = layout.outputWidth() * layout.channels();
        images.prepare(layout, 1);
        images.fill(0);
        if (inputs.length < width) {
            inputs = new float[width];
            sums = new float[width];
            divisors = new float[width];
        }
    }

    /** Divides the sums of a row of outputs by the numbers of elements that count. */
    private void divide(int i) {
        int channels = layout.channels();
        for (int j = 0; j < layout.outputWidth(); j++) {
            int count = pooling == Pooling.AVERAGE ? layout.inside(i, j) : layout.taps();
            Arrays.fill(divisors, j * channels, (j + 1) * channels, count);
        }
        FloatArithmeticRows.divide(sums, divisors, width);
    }

    /** Pools the images from .. to - 1. */
    void forward(Pooling newPooling, WindowLayout newLayout, FloatBuffer x, FloatBuffer y, int from, int to) {
        prepare(newPooling, newLayout);
        int row = from * layout.outputHeight();
        for (int image = from; image < to; image++) {
            images.load(0, x, image * layout.elements());
            for (int i = 0; i < layout.outputHeight(); i++, row++) {
                images.gather(layout.row(i), sums);
                for (int t = 1; t < layout.taps(); t++) {
                    images.gather(layout.row(i) + layout.tap(t), inputs);
                    FloatArithmeticRows.add(sums, inputs, width);
                }
                divide(i);
                y.put(row * width, sums, 0, width);
            }
        }
    }

    /** The gradient with respect to the images from .. to - 1. */
    void backward(Pooling newPooling, WindowLayout newLayout, FloatBuffer dy, FloatBuffer dx, int from, int to) {
        prepare(newPooling, newLayout);
        int row = from * layout.outputHeight();
        for (int image = from; image < to; image++) {
            images.fill(0);
            for (int i = 0; i < layout.outputHeight(); i++, row++) {
                dy.get(row * width, sums, 0, width);
                divide(i);
                for (int t = 0; t < layout.taps(); t++) {
                    images.gather(layout.row(i) + layout.tap(t), inputs);
                    FloatArithmeticRows.add(inputs, sums, width);
                    images.scatter(inputs, layout.row(i) + layout.tap(t));
                }
            }
            images.store(0, dx, image * layout.elements());
        }
    }
}
