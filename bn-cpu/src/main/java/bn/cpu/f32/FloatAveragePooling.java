package bn.cpu.f32;

import bn.api.kernel.Pooling;
import bn.cpu.channels.TileBuffer;
import bn.cpu.images.PlaneLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The means of windows, plane by plane, for one thread. The padding is 0. */
final class FloatAveragePooling {
    private final FloatPlanes plane = new FloatPlanes();
    private final float[] tile = new float[TileBuffer.LENGTH];
    private final float[] sums = new float[TileBuffer.LENGTH];
    private final float[] divisors = new float[TileBuffer.LENGTH];
    private PlaneLayout layout;
    private int span;
    private int[] taps = {};
    /** Outputs, and numbers of elements that they are divided by, at the distances at which the layout has outputs. */
    private float[] outputs = {};
    private float[] counts = {};

    private void prepare(Pooling pooling, PlaneLayout newLayout) {
        layout = newLayout;
        span = layout.span(layout.outputHeight());
        plane.prepare(layout, 1);
        if (taps.length < layout.taps()) {
            taps = new int[layout.taps()];
        }
        Arrays.setAll(taps, layout::tap);
        if (outputs.length < span) {
            outputs = new float[span];
            counts = new float[span];
        }
        Arrays.fill(outputs, 0);
        count(pooling);
        plane.fill(0);
    }

    /** The sum over a window of 1 for each element that counts. */
    private void count(Pooling pooling) {
        plane.fill(pooling == Pooling.AVERAGE ? 0 : 1);
        plane.fillInner(0, 1);
        for (int at = 0; at < span; at += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, span - at);
            sum(at, width);
            // Between the rows of outputs there may be no element that counts.
            Arrays.fill(tile, 0, width, 1);
            FloatPlaneRows.max(sums, tile, width);
            System.arraycopy(sums, 0, counts, at, width);
        }
    }

    /** The sums over the windows of some outputs. */
    private void sum(int at, int width) {
        Arrays.fill(sums, 0, width, 0);
        for (int t = 0; t < layout.taps(); t++) {
            System.arraycopy(plane.values, taps[t] + at, tile, 0, width);
            FloatPlaneRows.add(sums, tile, width);
        }
    }

    /** Pools the planes from .. to - 1. */
    void forward(Pooling pooling, PlaneLayout newLayout, FloatBuffer x, FloatBuffer y, int from, int to) {
        prepare(pooling, newLayout);
        for (int i = from; i < to; i++) {
            plane.load(0, x, i * layout.elements());
            for (int at = 0; at < span; at += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, span - at);
                sum(at, width);
                System.arraycopy(counts, at, divisors, 0, width);
                FloatPlaneRows.divide(sums, divisors, width);
                System.arraycopy(sums, 0, outputs, at, width);
            }
            plane.storeOutputs(outputs, y, i * layout.outputs());
        }
    }

    /** The gradient with respect to the planes from .. to - 1. */
    void backward(Pooling pooling, PlaneLayout newLayout, FloatBuffer dy, FloatBuffer dx, int from, int to) {
        prepare(pooling, newLayout);
        for (int i = from; i < to; i++) {
            plane.loadOutputs(dy, i * layout.outputs(), outputs);
            plane.fill(0);
            for (int at = 0; at < span; at += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, span - at);
                System.arraycopy(outputs, at, sums, 0, width);
                System.arraycopy(counts, at, divisors, 0, width);
                FloatPlaneRows.divide(sums, divisors, width);
                for (int t = 0; t < layout.taps(); t++) {
                    System.arraycopy(plane.values, taps[t] + at, tile, 0, width);
                    FloatPlaneRows.add(tile, sums, width);
                    System.arraycopy(tile, 0, plane.values, taps[t] + at, width);
                }
            }
            plane.store(0, dx, i * layout.elements());
        }
    }
}
