package bn.cpu.f32;

import bn.cpu.images.WindowLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The largest elements of windows, image by image, for one thread. The padding is minus infinity. */
final class FloatMaxPooling {
    private final FloatPaddedImages input = new FloatPaddedImages();
    private final FloatPaddedImages gradient = new FloatPaddedImages();
    private WindowLayout layout;
    private int[] taps = {};
    /** Number of outputs in a row. */
    private int width;
    private float[] inputs = {};
    private float[] outputs = {};
    private float[] outputGradients = {};

    private void prepare(WindowLayout newLayout) {
        layout = newLayout;
        width = layout.outputWidth() * layout.channels();
        input.prepare(layout, 1);
        input.fill(Float.NEGATIVE_INFINITY);
        if (taps.length != layout.taps()) {
            taps = new int[layout.taps()];
        }
        Arrays.setAll(taps, layout::tap);
        if (inputs.length < width) {
            inputs = new float[width];
            outputs = new float[width];
            outputGradients = new float[width];
        }
    }

    /** Pools the images from .. to - 1. */
    void forward(WindowLayout newLayout, FloatBuffer x, FloatBuffer y, int from, int to) {
        prepare(newLayout);
        int row = from * layout.outputHeight();
        for (int image = from; image < to; image++) {
            input.load(0, x, image * layout.elements());
            for (int i = 0; i < layout.outputHeight(); i++, row++) {
                input.gather(layout.row(i) + taps[0], outputs);
                for (int t = 1; t < taps.length; t++) {
                    input.gather(layout.row(i) + taps[t], inputs);
                    FloatArithmeticRows.max(outputs, inputs, width);
                }
                y.put(row * width, outputs, 0, width);
            }
        }
    }

    /** The gradient with respect to the images from .. to - 1. */
    void backward(WindowLayout newLayout, FloatBuffer x, FloatBuffer y, FloatBuffer dy, FloatBuffer dx, int from, int to) {
        prepare(newLayout);
        gradient.prepare(layout, 1);
        int row = from * layout.outputHeight();
        for (int image = from; image < to; image++) {
            input.load(0, x, image * layout.elements());
            gradient.fill(0);
            for (int i = 0; i < layout.outputHeight(); i++, row++) {
                y.get(row * width, outputs, 0, width);
                dy.get(row * width, outputGradients, 0, width);
                addRow(layout.row(i));
            }
            gradient.store(0, dx, image * layout.elements());
        }
    }

    private void addRow(int start) {
        int channels = layout.channels();
        for (int k = 0, at = start; k < width; k += channels, at += layout.step()) {
            for (int c = 0; c < channels; c++) {
                int first = first(at + c, outputs[k + c]);
                if (first >= 0) {
                    gradient.values[first] += outputGradients[k + c];
                }
            }
        }
    }

    /**
     * Where the first element of a window is that equals the output; -1 if none does. The search goes backwards and does not stop,
     * because a processor cannot predict where it would. Padding equals only an output of minus infinity.
     */
    private int first(int at, float output) {
        if (!(output > Float.NEGATIVE_INFINITY)) {
            return firstInside(at, output);
        }
        int found = -1;
        for (int t = taps.length - 1; t >= 0; t--) {
            int candidate = at + taps[t];
            found = input.values[candidate] == output ? candidate : found;
        }
        return found;
    }

    /** The same for an output of minus infinity or NaN. */
    private int firstInside(int at, float output) {
        for (int tap : taps) {
            int candidate = at + tap;
            if (layout.isInside(candidate) && Float.compare(input.values[candidate], output) == 0) {
                return candidate;
            }
        }
        return -1;
    }
}
