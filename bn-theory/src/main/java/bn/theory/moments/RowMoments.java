package bn.theory.moments;

import bn.api.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates the moments of rows: count, mean and scatter and, if asked, the third and fourth moments of their projections on
 * given directions. Targets may be the last columns of the rows; the scatter then holds the cross-covariance.
 *
 * <p>Rows are taken in blocks: two passes over a block, relative to its first row, then a merge (Chan, Golub and LeVeque 1983;
 * Pebay 2008). A mean far from 0 costs no more than the rounding of the rows themselves. One thread fills an accumulator; those
 * of several threads, or files, merge.
 */
public final class RowMoments {
    /** A merge costs d^2 operations, as much as one row: rare enough, and a block of 1000 columns stays in the cache. */
    private static final int BLOCK = 256;

    private final int width;
    private final double[][] directions;
    private @Nullable Moments moments;
    private @Nullable ProjectedMoments projected;

    /** An empty accumulator of rows of so many columns. */
    public RowMoments(int width) {
        this(width, new double[0][]);
    }

    /**
     * An empty accumulator that looks along directions as well.
     *
     * @param width number of columns d
     * @param directions each of length d, or shorter: columns behind are left out of the product; not copied
     */
    public RowMoments(int width, double[][] directions) {
        for (double[] direction : directions) {
            if (direction.length > width) {
                throw new IllegalArgumentException("a direction of length " + direction.length + " for rows of " + width);
            }
        }
        this.width = width;
        this.directions = directions;
    }

    /**
     * Adds rows.
     *
     * @param rows row after row
     * @param from the first row
     * @param count how many, possibly 0
     */
    public void add(double[] rows, int from, int count) {
        Objects.checkFromIndexSize((long) from * width, (long) count * width, rows.length);
        for (int done = 0; done < count; done += BLOCK) {
            int size = Math.min(BLOCK, count - done);
            merge(momentsOf(rows, (from + done) * width, size));
            if (directions.length > 0) {
                merge(projectionsOf(rows, (from + done) * width, size));
            }
        }
    }

    /** Adds what another accumulator of such rows has seen. */
    public void add(RowMoments other) {
        if (other.moments != null) {
            merge(other.moments);
        }
        if (other.projected != null) {
            merge(other.projected);
        }
    }

    private void merge(Moments part) {
        moments = moments == null ? part : moments.merge(part);
    }

    private void merge(ProjectedMoments part) {
        projected = projected == null ? part : projected.merge(part);
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

    private ProjectedMoments projectionsOf(double[] rows, int start, int count) {
        List<CentralMoments> along = new ArrayList<>();
        double[] products = new double[count];
        for (double[] v : directions) {
            for (int i = 0; i < count; i++) {
                products[i] = 0;
                for (int j = 0; j < v.length; j++) {
                    products[i] += v[j] * (rows[start + i * width + j] - rows[start + j]);
                }
            }
            CentralMoments relative = CentralMoments.of(products, count);
            double shift = 0;
            for (int j = 0; j < v.length; j++) {
                shift += v[j] * rows[start + j];
            }
            along.add(new CentralMoments(count, shift + relative.mean(), relative.second(), relative.third(), relative.fourth()));
        }
        return new ProjectedMoments(directions, along);
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

    /** The moments along the directions; empty if there are no directions or no rows. */
    public Optional<ProjectedMoments> projected() {
        return Optional.ofNullable(projected);
    }
}
