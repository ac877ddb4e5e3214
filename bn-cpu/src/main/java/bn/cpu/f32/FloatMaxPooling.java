package bn.cpu.f32;

import bn.cpu.channels.TileBuffer;
import bn.cpu.images.PlaneLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The largest elements of windows, plane by plane, for one thread. The padding is minus infinity. */
final class FloatMaxPooling {
    private final FloatPlanes input = new FloatPlanes();
    private final FloatPlanes gradient = new FloatPlanes();
    /** 1 in the plane, 0 in the padding. */
    private final FloatPlanes inside = new FloatPlanes();
    private final float[] tile = new float[TileBuffer.LENGTH];
    private final float[] largest = new float[TileBuffer.LENGTH];
    private int[] taps = {};
    private int tapCount;
    private int span;
    private float[] outputs = {};
    private float[] outputGradients = {};

    private void prepare(PlaneLayout layout) {
        input.prepare(layout, 1);
        input.fill(Float.NEGATIVE_INFINITY);
        gradient.prepare(layout, 1);
        inside.prepare(layout, 1);
        inside.fill(0);
        inside.fillInner(0, 1);
        tapCount = layout.taps();
        span = layout.span(layout.outputHeight());
        if (taps.length < tapCount) {
            taps = new int[tapCount];
        }
        Arrays.setAll(taps, layout::tap);
        if (outputs.length < span) {
            outputs = new float[span];
            outputGradients = new float[span];
        }
    }

    /** Pools the planes from .. to - 1. */
    void forward(PlaneLayout layout, FloatBuffer x, FloatBuffer y, int from, int to) {
        prepare(layout);
        for (int plane = from; plane < to; plane++) {
            input.load(0, x, plane * layout.elements());
            for (int at = 0; at < span; at += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, span - at);
                Arrays.fill(largest, 0, width, Float.NEGATIVE_INFINITY);
                for (int t = 0; t < tapCount; t++) {
                    System.arraycopy(input.values, taps[t] + at, tile, 0, width);
                    FloatPlaneRows.max(largest, tile, width);
                }
                System.arraycopy(largest, 0, outputs, at, width);
            }
            input.storeOutputs(outputs, y, plane * layout.outputs());
        }
    }

    /** The gradient with respect to the planes from .. to - 1. */
    void backward(PlaneLayout layout, FloatBuffer x, FloatBuffer y, FloatBuffer dy, FloatBuffer dx, int from, int to) {
        prepare(layout);
        int rowLength = layout.rowLength();
        int width = layout.outputWidth();
        for (int plane = from; plane < to; plane++) {
            input.load(0, x, plane * layout.elements());
            input.loadOutputs(y, plane * layout.outputs(), outputs);
            input.loadOutputs(dy, plane * layout.outputs(), outputGradients);
            gradient.fill(0);
            for (int i = 0; i < layout.outputHeight(); i++) {
                for (int at = i * rowLength; at < i * rowLength + width; at++) {
                    int first = first(at, outputs[at]);
                    if (first >= 0) {
                        gradient.values[first] += outputGradients[at];
                    }
                }
            }
            gradient.store(0, dx, plane * layout.elements());
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
        for (int t = tapCount - 1; t >= 0; t--) {
            int candidate = at + taps[t];
            found = input.values[candidate] == output ? candidate : found;
        }
        return found;
    }

    /** The same for an output of minus infinity or NaN. */
    private int firstInside(int at, float output) {
        for (int t = 0; t < tapCount; t++) {
            int candidate = at + taps[t];
            if (inside.values[candidate] == 1 && Float.compare(input.values[candidate], output) == 0) {
                return candidate;
            }
        }
        return -1;
    }
}
