package bn.theory.moments;

import bn.api.Moments;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates the count, mean and scatter of rows, float64. Targets may be the last columns of the rows; the scatter then holds
 * their covariances with the features.
 *
 * <p>Rows are processed in blocks: two passes over a block, relative to its first row, then a merge (Chan, Golub and LeVeque
 * 1983). So a mean far from 0 costs no more accuracy than the rounding of the rows themselves. An accumulator is filled by one
 * thread; the accumulators of several threads, files or machines are merged, in any order up to rounding.
 *
 * <p>Only the lower triangle of the scatter is held and serialized, d (d + 1) / 2 numbers: 36 MB for 3000 columns.
 */
public final class RowMoments implements Serializable {
    private static final long serialVersionUID = 1;

    private final int width;
    private final double[] mean;
    private long count;
    /** The lower triangle, row by row; empty as long as there are no rows. */
    private double[] scatter = {};
    /** Only while rows are added. */
    private transient @Nullable CentredBlock block;

    /**
     * An empty accumulator, which takes little memory.
     *
     * @param width number of columns d, at least 1
     * @throws IllegalArgumentException if the triangle is too large for an array, beyond 65535 columns
     */
    public RowMoments(int width) {
        if (width < 1 || Triangle.length(width) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("moments of " + width + " columns");
        }
        this.width = width;
        mean = new double[width];
    }

    /**
     * Adds rows. Several hundred at once are fastest: each call costs as much as one or two more rows.
     *
     * @param rows row-major
     * @param from index of the first row to add
     * @param count number of rows to add, may be 0
     */
    public void add(double[] rows, int from, int count) {
        Objects.checkFromIndexSize((long) from * width, (long) count * width, rows.length);
        for (int done = 0; done < count; done += CentredBlock.ROWS) {
            addBlock(rows, (from + done) * width, Math.min(CentredBlock.ROWS, count - done));
        }
    }

    private void addBlock(double[] rows, int start, int size) {
        if (block == null) {
            block = new CentredBlock(width);
        }
        if (count == 0) {
            scatter = new double[(int) Triangle.length(width)];
        }
        double[] delta = block.centre(rows, start, size);
        for (int j = 0; j < width; j++) {
            delta[j] -= mean[j];
        }
        // The distance of the means is one more row of the product: sqrt(weight) delta.
        block.append(delta, Math.sqrt(weight(size)));
        moveMean(delta, size);
        block.addProducts(scatter);
    }

    /**
     * Merges the rows of another accumulator into this one; the other stays as it is.
     *
     * @throws IllegalArgumentException if it is of another width
     */
    public void merge(RowMoments other) {
        if (other.width != width) {
            throw new IllegalArgumentException("cannot merge moments of " + width + " and " + other.width + " columns");
        }
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            scatter = other.scatter.clone();
            System.arraycopy(other.mean, 0, mean, 0, width);
            count = other.count;
            return;
        }
        double[] delta = new double[width];
        for (int j = 0; j < width; j++) {
            delta[j] = other.mean[j] - mean[j];
        }
        Triangle.add(scatter, other.scatter, delta, weight(other.count));
        moveMean(delta, other.count);
    }

    /** What the product of the means' distances counts, if that many rows come to those that are here. */
    private double weight(long more) {
        return count * ((double) more / (count + more));
    }

    private void moveMean(double[] delta, long more) {
        double fraction = (double) more / (count + more);
        for (int j = 0; j < width; j++) {
            mean[j] += fraction * delta[j];
        }
        count += more;
    }

    /** The number of rows so far. */
    public long count() {
        return count;
    }

    /**
     * The moments of all rows so far, in arrays of their own.
     *
     * @throws IllegalStateException if there were none
     */
    public Moments result() {
        if (count == 0) {
            throw new IllegalStateException("no rows were added");
        }
        return new Moments(count, mean.clone(), Triangle.full(scatter, width));
    }
}
