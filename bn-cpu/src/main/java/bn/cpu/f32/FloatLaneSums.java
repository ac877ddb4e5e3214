package bn.cpu.f32;

import bn.cpu.channels.TileBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Adds up many values, for one thread. They are added to the elements of an array in turn, and these are added up pairwise every
 * few additions: rounding errors grow slowly with the number of values.
 */
final class FloatLaneSums {
    private static final int ADDITIONS = 64;

    private final float[] lanes = new float[TileBuffer.LENGTH];
    private final float[] tile = new float[TileBuffer.LENGTH];
    private final float[] factors = new float[TileBuffer.LENGTH];
    private int used;
    private int additions;
    private double total;

    /** Adds some values, which follow each other. */
    void add(FloatBuffer x, int start, int count) {
        for (int i = 0; i < count; i += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, count - i);
            x.get(start + i, tile, 0, width);
            FloatPlaneRows.add(lanes, tile, width);
            count(width);
        }
    }

    /** Adds the products of some values of two buffers. */
    void addProducts(FloatBuffer x, FloatBuffer y, int start, int count) {
        for (int i = 0; i < count; i += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, count - i);
            x.get(start + i, tile, 0, width);
            y.get(start + i, factors, 0, width);
            FloatPlaneRows.addProducts(lanes, tile, factors, width);
            count(width);
        }
    }

    private void count(int width) {
        used = Math.max(used, width);
        additions++;
        if (additions == ADDITIONS) {
            fold();
        }
    }

    private void fold() {
        for (int length = used; length > 1; length = (length + 1) / 2) {
            int half = (length + 1) / 2;
            for (int j = 0; j < length - half; j++) {
                lanes[j] += lanes[j + half];
            }
        }
        total += lanes[0];
        Arrays.fill(lanes, 0, used, 0);
        used = 0;
        additions = 0;
    }

    /** The sum of all that was added since the last call. */
    double sum() {
        fold();
        double sum = total;
        total = 0;
        return sum;
    }
}
