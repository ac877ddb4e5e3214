package bn.cpu.bytes;

import bn.api.Moments;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Sums of the products of every pair of columns, as integers in float64. The last column is all ones. With at most 2^24 rows the
 * sums stay below 2^53, and the integers from which the scatter is computed below 2^63. With more rows, the moments so far are
 * set aside and new sums begin.
 */
final class ByteSums {
    /** The number that is subtracted from each byte. */
    static final int CENTRE = 128;

    private static final long MAX_ROWS = 1 << 24;

    private final int features;
    private final int width;
    /** A row-major matrix, of which only the upper triangle is used. */
    private final double[] sums;
    private long count;
    private Moments before;

    ByteSums(int features) {
        this.features = features;
        width = features + 1;
        sums = new double[Math.multiplyExact(width, width)];
    }

    /** To be called before the sums over some more rows are added. */
    void begin(int rows) {
        if (count + rows > MAX_ROWS) {
            before = moments();
            Arrays.fill(sums, 0);
            count = 0;
        }
        count += rows;
    }

    /** Adds row i of a product; tile is a temporary array for it. */
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
