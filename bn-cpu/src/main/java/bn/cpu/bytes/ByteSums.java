package bn.cpu.bytes;

import bn.api.Moments;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The sums of products of columns, the last of which is all ones, as whole numbers in float64. They stay below 2^53, and what
 * the scatter is computed from below 2^63, as long as there are at most 2^24 rows; then a new part is begun.
 */
final class ByteSums {
    /** What was taken from each byte. */
    static final int CENTRE = 128;

    private static final long MOST = 1 << 24;

    private final int features;
    private final int width;
    /** Row by row, of which the part from the diagonal on is used. */
    private final double[] sums;
    private long count;
    private Moments before;

    ByteSums(int features) {
        this.features = features;
        width = features + 1;
        sums = new double[Math.multiplyExact(width, width)];
    }

    /** Announces the sums over some more rows. */
    void begin(int rows) {
        if (count + rows > MOST) {
            before = moments();
            Arrays.fill(sums, 0);
            count = 0;
        }
        count += rows;
    }

    /** Adds row i of a product. */
    void add(int i, FloatBuffer product, float[] tile) {
        int length = width - i;
        int at = i * width + i;
        product.get(at, tile, 0, length);
        for (int j = 0; j < length; j++) {
            sums[at + j] += tile[j];
        }
    }

    /** The moments of all rows. */
    Moments moments() {
        if (count == 0) {
            throw new IllegalStateException("no moments: nothing was added");
        }
        double[] mean = new double[features];
        double[] scatter = new double[features * features];
        for (int i = 0; i < features; i++) {
            long sum = sum(i, features);
            mean[i] = (double) (CENTRE * count + sum) / count;
            for (int j = i; j < features; j++) {
                scatter[i * features + j] = (double) (count * sum(i, j) - sum * sum(j, features)) / count;
                scatter[j * features + i] = scatter[i * features + j];
            }
        }
        Moments now = new Moments(count, mean, scatter);
        return before == null ? now : before.merge(now);
    }

    private long sum(int i, int j) {
        return (long) sums[i * width + j];
    }
}
