package bn.theory.moments;

import bn.api.Moments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates the count, mean and scatter of rows, float64. Targets may be the last columns of the rows; the scatter then holds
 * their covariances with the features.
 *
 * <p>Rows are processed in blocks: two passes over a block, relative to its first row, then a merge (Chan, Golub and LeVeque
 * 1983). So a mean far from 0 costs no more accuracy than the rounding of the rows themselves. An accumulator is filled by one
 * thread; the accumulators of several threads or files are merged.
 */
public final class RowMoments {
    /**
     * A merge costs d^2 operations, as much as one row, so it should be rare; a block of 1000 columns still fits into the cache.
     */
    private static final int BLOCK = 256;

    private final int width;
    private @Nullable Moments moments;

    /**
     * An empty accumulator.
     *
     * @param width number of columns d
     */
    public RowMoments(int width) {
        this.width = width;
    }

    /**
     * Adds rows.
     *
     * @param rows row-major
     * @param from index of the first row to add
     * @param count number of rows to add, may be 0
     */
    public void add(double[] rows, int from, int count) {
        Objects.checkFromIndexSize((long) from * width, (long) count * width, rows.length);
        for (int done = 0; done < count; done += BLOCK) {
            int size = Math.min(BLOCK, count - done);
            merge(momentsOf(rows, (from + done) * width, size));
        }
    }

    /** Merges the rows of another accumulator of the same width into this one. */
    public void merge(RowMoments other) {
        if (other.moments != null) {
            merge(other.moments);
        }
    }

    private void merge(Moments part) {
        moments = moments == null ? part : moments.merge(part);
    }

    private Moments momentsOf(double[] rows, int start, int count) {
        double[] offset = new double[width];
        double[][] columns = new double[width][count];
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < count; i++) {
                columns[j][i] = rows[start + i * width + j] - rows[start + j];
                offset[j] += columns[j][i] / count;
            }
            for (int i = 0; i < count; i++) {
                columns[j][i] -= offset[j];
            }
        }
        double[] scatter = new double[width * width];
        for (int a = 0; a < width; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += columns[a][i] * columns[b][i];
                }
                scatter[a * width + b] = sum;
                scatter[b * width + a] = sum;
            }
        }
        for (int j = 0; j < width; j++) {
            offset[j] += rows[start + j];
        }
        return new Moments(count, offset, scatter);
    }

    /**
     * The moments of all rows so far.
     *
     * @throws IllegalStateException if there were none
     */
    public Moments result() {
        if (moments == null) {
            throw new IllegalStateException("no rows were added");
        }
        return moments;
    }
}
