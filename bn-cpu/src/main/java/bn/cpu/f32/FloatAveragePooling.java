package bn.cpu.f32;

import bn.api.kernel.Pooling;
import bn.cpu.channels.TileBuffer;
import bn.cpu.images.PlaneLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The means of windows, plane by plane, for one thread. The padding is 0. */
final class FloatAveragePooling {
    private final FloatPlanes plane = new FloatPlanes();
    /** 1 where the elements count, 0 where they do not. */
    private final FloatPlanes mask = new FloatPlanes();
    private final float[] tile = new float[TileBuffer.LENGTH];
    private final float[] maskTile = new float[TileBuffer.LENGTH];
    private final float[] sums = new float[TileBuffer.LENGTH];
    private final float[] means = new float[TileBuffer.LENGTH];
    private final float[] divisors = new float[TileBuffer.LENGTH];
    private PlaneLayout layout;
    private int[] taps = {};
    /** Outputs and numbers of elements that count, at the distances at which the layout has outputs. */
    private float[] outputs = {};
    private float[] counts = {};

    private void prepare(Pooling pooling, PlaneLayout newLayout) {
        layout = newLayout;
        plane.prepare(layout, 1);
        plane.fill(0);
        mask.prepare(layout, 1);
        mask.fill(pooling == Pooling.AVERAGE ? 0 : 1);
        mask.fillInner(0, 1);
        if (taps.length < layout.taps()) {
            taps = new int[layout.taps()];
        }
        Arrays.setAll(taps, layout::tap);
        if (outputs.length < layout.span(layout.outputHeight())) {
            outputs = new float[layout.span(layout.outputHeight())];
            counts = new float[layout.span(layout.outputHeight())];
        }
        Arrays.fill(outputs, 0);
        for (int at = 0; at < layout.span(layout.outputHeight()); at += TileBuffer.WIDTH) {
            sum(mask, at);
            // Between the rows of outputs there may be none that counts.
            Arrays.fill(divisors, 0, width(at), 1);
            FloatPlaneRows.max(sums, divisors, width(at));
            System.arraycopy(sums, 0, counts, at, width(at));
        }
    }

    /** Pools the planes first .. last - 1. */
    void forward(Pooling pooling, PlaneLayout newLayout, FloatBuffer x, FloatBuffer y, int first, int last) {
        prepare(pooling, newLayout);
        for (int i = first; i < last; i++) {
            plane.load(0, x, i * layout.elements());
            for (int at = 0; at < layout.span(layout.outputHeight()); at += TileBuffer.WIDTH) {
                average(at);
                System.arraycopy(means, 0, outputs, at, width(at));
            }
            plane.storeOutputs(outputs, y, i * layout.outputs());
        }
    }

    /** The mean of the deviations from the mean corrects the mean, unless one is infinite or NaN. */
    private void average(int at) {
        int width = width(at);
        System.arraycopy(counts, at, divisors, 0, width);
        sum(plane, at);
        FloatPlaneRows.divide(sums, divisors, width);
        System.arraycopy(sums, 0, means, 0, width);
        if (!areFinite(means, width)) {
            return;
        }
        Arrays.fill(sums, 0, width, 0);
        for (int t = 0; t < layout.taps(); t++) {
            System.arraycopy(plane.values, taps[t] + at, tile, 0, width);
            System.arraycopy(mask.values, taps[t] + at, maskTile, 0, width);
            FloatPlaneRows.addDeviations(sums, tile, means, maskTile, width);
        }
        FloatPlaneRows.divide(sums, divisors, width);
        FloatPlaneRows.add(means, sums, width);
    }

    /** The sums over the windows of the outputs from an index on. */
    private void sum(FloatPlanes values, int at) {
        int width = width(at);
        Arrays.fill(sums, 0, width, 0);
        for (int t = 0; t < layout.taps(); t++) {
            System.arraycopy(values.values, taps[t] + at, tile, 0, width);
            FloatPlaneRows.add(sums, tile, width);
        }
    }

    private static boolean areFinite(float[] values, int width) {
        boolean finite = true;
        for (int j = 0; j < width; j++) {
            finite &= Math.abs(values[j]) <= Float.MAX_VALUE;
        }
        return finite;
    }

    /** The gradient with respect to the planes first .. last - 1. */
    void backward(Pooling pooling, PlaneLayout newLayout, FloatBuffer dy, FloatBuffer dx, int first, int last) {
        prepare(pooling, newLayout);
        for (int i = first; i < last; i++) {
            plane.loadOutputs(dy, i * layout.outputs(), outputs);
            plane.fill(0);
            for (int at = 0; at < layout.span(layout.outputHeight()); at += TileBuffer.WIDTH) {
                int width = width(at);
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

    private int width(int at) {
        return Math.min(TileBuffer.WIDTH, layout.span(layout.outputHeight()) - at);
    }
}
