package bn.cpu.f32;

import bn.cpu.images.PlaneLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Planes of images with their padding, as {@link PlaneLayout} orders them, for one thread. */
final class FloatPlanes {
    /** The planes, one after the other. */
    float[] values = {};

    private PlaneLayout layout;
    private int planes;
    private float[] compact = {};

    /** Allocates memory for this many planes, if there is too little. */
    void prepare(PlaneLayout newLayout, int newPlanes) {
        layout = newLayout;
        planes = newPlanes;
        if (values.length < planes * layout.size()) {
            values = new float[planes * layout.size()];
        }
        int most = Math.max(layout.elements(), layout.outputs());
        if (compact.length < most) {
            compact = new float[most];
        }
    }

    /** Sets all elements of all planes, the padding too. */
    void fill(float value) {
        Arrays.fill(values, 0, planes * layout.size(), value);
    }

    /** Sets all elements of a plane but its padding. */
    void fillInner(int plane, float value) {
        Arrays.fill(compact, 0, layout.elements(), value);
        toPadded(plane);
    }

    /** Reads a plane, without changing its padding, from a tensor in which it begins at an index. */
    void load(int plane, FloatBuffer source, int start) {
        source.get(start, compact, 0, layout.elements());
        toPadded(plane);
    }

    /** Writes a plane without its padding. */
    void store(int plane, FloatBuffer target, int start) {
        int width = layout.width();
        int stride = layout.columnStride();
        for (int first = 0; first < Math.min(stride, width); first++) {
            int column = plane * layout.size() + layout.column(first);
            int count = (width - first + stride - 1) / stride;
            for (int i = 0; i < layout.height(); i++) {
                int at = column + layout.row(i);
                if (stride == 1) {
                    System.arraycopy(values, at, compact, i * width, width);
                } else {
                    spread(values, at, compact, i * width + first, stride, count);
                }
            }
        }
        target.put(start, compact, 0, layout.elements());
    }

    private void toPadded(int plane) {
        int width = layout.width();
        int stride = layout.columnStride();
        for (int first = 0; first < Math.min(stride, width); first++) {
            int column = plane * layout.size() + layout.column(first);
            int count = (width - first + stride - 1) / stride;
            for (int i = 0; i < layout.height(); i++) {
                int at = column + layout.row(i);
                if (stride == 1) {
                    System.arraycopy(compact, i * width, values, at, width);
                } else {
                    gather(compact, i * width + first, stride, values, at, count);
                }
            }
        }
    }

    /** Copies every element at a multiple of the stride to contiguous elements. */
    private static void gather(float[] source, int from, int stride, float[] target, int to, int count) {
        for (int j = 0; j < count; j++) {
            target[to + j] = source[from + j * stride];
        }
    }

    /** The inverse of {@link #gather}. */
    private static void spread(float[] source, int from, float[] target, int to, int stride, int count) {
        for (int j = 0; j < count; j++) {
            target[to + j * stride] = source[from + j];
        }
    }

    /** Reads a plane of outputs into an array in which its rows are at the distance rowLength; what is between them stays. */
    void loadOutputs(FloatBuffer source, int start, float[] outputs) {
        source.get(start, compact, 0, layout.outputs());
        int width = layout.outputWidth();
        for (int i = 0; i < layout.outputHeight(); i++) {
            System.arraycopy(compact, i * width, outputs, i * layout.rowLength(), width);
        }
    }

    /** Writes a plane of outputs from such an array. */
    void storeOutputs(float[] outputs, FloatBuffer target, int start) {
        int width = layout.outputWidth();
        for (int i = 0; i < layout.outputHeight(); i++) {
            System.arraycopy(outputs, i * layout.rowLength(), compact, i * width, width);
        }
        target.put(start, compact, 0, layout.outputs());
    }
}
