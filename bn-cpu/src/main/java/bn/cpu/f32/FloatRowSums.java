package bn.cpu.f32;

import bn.cpu.channels.TileBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Adds up the rows of a matrix, for one thread. As many rows as fit into a tile, at least one, are added to the elements of an array at
 * once, and these are added to the sums, in double, every few additions: rounding errors grow slowly with the number of rows.
 */
final class FloatRowSums {
    private static final int ADDITIONS = 64;

    /** A value for each column. */
    double[] sums = {};

    private float[] lanes = {};
    private float[] tile = {};
    private float[] factors = {};
    private int columns;
    private int together;
    private int additions;

    /** Begins with sums of 0. */
    void clear(int newColumns) {
        columns = newColumns;
        together = Math.max(1, TileBuffer.WIDTH / columns);
        if (lanes.length < together * columns) {
            lanes = new float[together * columns];
            tile = new float[together * columns];
            factors = new float[together * columns];
        }
        if (sums.length < columns) {
            sums = new double[columns];
        }
        Arrays.fill(sums, 0, columns, 0);
        Arrays.fill(lanes, 0, together * columns, 0);
        additions = 0;
    }

    /** Adds some rows. */
    void add(FloatBuffer matrix, int firstRow, int rows) {
        for (int i = 0; i < rows; i += together) {
            int count = Math.min(together, rows - i) * columns;
            matrix.get((firstRow + i) * columns, tile, 0, count);
            FloatArithmeticRows.add(lanes, tile, count);
            count();
        }
        fold();
    }

    /** Adds the products of the elements of some rows of two matrices. */
    void addProducts(FloatBuffer x, FloatBuffer y, int firstRow, int rows) {
        for (int i = 0; i < rows; i += together) {
            int count = Math.min(together, rows - i) * columns;
            x.get((firstRow + i) * columns, tile, 0, count);
            y.get((firstRow + i) * columns, factors, 0, count);
            FloatArithmeticRows.addProducts(lanes, tile, factors, count);
            count();
        }
        fold();
    }

    private void count() {
        additions++;
        if (additions == ADDITIONS) {
            fold();
        }
    }

    private void fold() {
        for (int j = 0; j < together * columns; j += columns) {
            for (int c = 0; c < columns; c++) {
                sums[c] += lanes[j + c];
            }
        }
        Arrays.fill(lanes, 0, together * columns, 0);
        additions = 0;
    }
}
