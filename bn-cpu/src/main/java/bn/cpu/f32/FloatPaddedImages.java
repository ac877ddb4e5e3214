package bn.cpu.f32;

import bn.cpu.images.WindowLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Images with their padding, as {@link WindowLayout} orders them, one after the other, for one thread. */
final class FloatPaddedImages {
    float[] values = {};

    private WindowLayout layout;
    private int images;

    /** Allocates memory for this many images, if there is too little. */
    void prepare(WindowLayout newLayout, int newImages) {
        layout = newLayout;
        images = newImages;
        if (values.length < images * layout.size()) {
            values = new float[images * layout.size()];
        }
    }

    /** Sets all elements of all images, the padding too. */
    void fill(float value) {
        Arrays.fill(values, 0, images * layout.size(), value);
    }

    /** Reads an image, without changing its padding, from a tensor in which it begins at an index. */
    void load(int image, FloatBuffer source, int start) {
        int length = layout.rowElements();
        for (int i = 0; i < layout.height(); i++) {
            source.get(start + i * length, values, image * layout.size() + layout.inner(i), length);
        }
    }

    /** Writes an image without its padding. */
    void store(int image, FloatBuffer target, int start) {
        int length = layout.rowElements();
        for (int i = 0; i < layout.height(); i++) {
            target.put(start + i * length, values, image * layout.size() + layout.inner(i), length);
        }
    }

    /** Copies the inputs that one element of the window meets at a row of outputs; the first one is at an index. */
    void gather(int from, float[] inputs) {
        int channels = layout.channels();
        int count = layout.outputWidth() * channels;
        if (layout.step() == channels) {
            System.arraycopy(values, from, inputs, 0, count);
            return;
        }
        for (int j = 0, at = from; j < count; j += channels, at += layout.step()) {
            System.arraycopy(values, at, inputs, j, channels);
        }
    }

    /** The inverse of {@link #gather}. */
    void scatter(float[] inputs, int to) {
        int channels = layout.channels();
        int count = layout.outputWidth() * channels;
        if (layout.step() == channels) {
            System.arraycopy(inputs, 0, values, to, count);
            return;
        }
        for (int j = 0, at = to; j < count; j += channels, at += layout.step()) {
            System.arraycopy(inputs, j, values, at, channels);
        }
    }
}
