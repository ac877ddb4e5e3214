package bn.theory.moments;

import java.util.Arrays;

/**
 * A block of rows less their mean, and the products of its columns.
 *
 * <p>The products are the arithmetic of moments. HotSpot makes no vector instructions of a sum of products, but does of {@code
 * s[b] += x * y[b]}: so three rows at a time are added to the sums of two columns with all others. More at a time are slower: the
 * loop is then too long to be unrolled to the width of the vectors. Each row is an array of its own, because HotSpot has to see that
 * all indices are equal.
 */
final class CentredBlock {
    /** With one row more, the distance of means, a multiple of the rows that are taken at a time. */
    static final int ROWS = 254;
    private static final int AT_A_TIME = 3;
    /** Columns of which the block's rows fit into the second cache. Even. */
    private static final int TILE = 256;

    private final int width;
    /** Rows with a 0 after the last column, since columns are taken by two. */
    private final double[][] rows = new double[ROWS + 1][];
    private final double[] even;
    private final double[] odd;
    private int count;

    CentredBlock(int width) {
        this.width = width;
        even = new double[width + 1];
        odd = new double[width + 1];
    }

    /**
     * Takes rows.
     *
     * @param source row-major
     * @param start index of the first number
     * @param size number of rows, from 1 to {@link #ROWS}
     * @return their mean
     */
    double[] centre(double[] source, int start, int size) {
        double[] first = Arrays.copyOfRange(source, start, start + width);
        double[] offset = new double[width];
        count = 0;
        for (int i = 0; i < size; i++) {
            double[] row = next();
            System.arraycopy(source, start + i * width, row, 0, width);
            for (int j = 0; j < width; j++) {
                row[j] -= first[j];
            }
            for (int j = 0; j < width; j++) {
                offset[j] += row[j];
            }
        }
        for (int j = 0; j < width; j++) {
            offset[j] /= size;
        }
        for (int i = 0; i < size; i++) {
            double[] row = rows[i];
            for (int j = 0; j < width; j++) {
                row[j] -= offset[j];
            }
        }
        for (int j = 0; j < width; j++) {
            offset[j] += first[j];
        }
        return offset;
    }

    /** Appends a multiple of a row as it is. */
    void append(double[] values, double factor) {
        double[] row = next();
        for (int j = 0; j < width; j++) {
            row[j] = factor * values[j];
        }
    }

    private double[] next() {
        if (rows[count] == null) {
            rows[count] = new double[width + 1];
        }
        return rows[count++];
    }

    /** Adds the sum over the rows of row row^T to a lower triangle. */
    void addProducts(double[] triangle) {
        while (count % AT_A_TIME != 0) {
            Arrays.fill(next(), 0);
        }
        for (int tile = 0; tile < width; tile += TILE) {
            for (int a = tile; a < width; a += 2) {
                addProducts(triangle, a, tile, Math.min(tile + TILE, a + 2));
            }
        }
    }

    /** Those of columns a and a + 1 with a range of columns. */
    private void addProducts(double[] triangle, int a, int from, int to) {
        Arrays.fill(even, from, to, 0);
        Arrays.fill(odd, from, to, 0);
        for (int i = 0; i < count; i += AT_A_TIME) {
            sum(even, odd, rows[i], rows[i + 1], rows[i + 2], a, from, to);
        }
        add(even, from, Math.min(to, a + 1), triangle, a);
        if (a + 1 < width) {
            add(odd, from, to, triangle, a + 1);
        }
    }

    private static void add(double[] sums, int from, int to, double[] triangle, int row) {
        int start = (int) Triangle.length(row);
        for (int b = from; b < to; b++) {
            triangle[start + b] += sums[b];
        }
    }

    /** By itself, so that it is compiled by itself. */
    private static void sum(double[] even, double[] odd, double[] x, double[] y, double[] z, int a, int from, int to) {
        double x0 = x[a];
        double y0 = y[a];
        double z0 = z[a];
        double x1 = x[a + 1];
        double y1 = y[a + 1];
        double z1 = z[a + 1];
        for (int b = from; b < to; b++) {
            double xb = x[b];
            double yb = y[b];
            double zb = z[b];
            even[b] += x0 * xb + y0 * yb + z0 * zb;
            odd[b] += x1 * xb + y1 * yb + z1 * zb;
        }
    }
}
