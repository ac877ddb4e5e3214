package bn.cpu.f32;

import bn.cpu.channels.Tile;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Mean and scatter (sum of squared deviations) of columns of a matrix, in one pass over its rows.
 *
 * <p>Rows are taken in groups. A group's sums are of deviations from the mean of the rows before it, and are merged into the
 * double results with the formula of Chan, Golub and LeVeque (1983). Since a group has at most GROUP / FIRST times as many
 * rows as came before it, the squares that groups sum in float add up to at most 1 + GROUP / FIRST times the scatter,
 * however large the mean is: that bounds the relative error by about (1 + GROUP / FIRST) (GROUP + 2) roundings. A column of
 * equal values has exactly scatter 0.
 */
final class FloatColumns {
    private static final int FIRST = 8;
    private static final int GROUP = 64;

    /** Results of the last measurement, by column of the tile. */
    final double[] mean = new double[Tile.LENGTH];
    final double[] scatter = new double[Tile.LENGTH];

    private final float[] centre = new float[Tile.LENGTH];
    private final float[] sum = new float[Tile.LENGTH];
    private final float[] square = new float[Tile.LENGTH];
    private final double[] groupSum = new double[Tile.LENGTH];
    private final double[] groupSquare = new double[Tile.LENGTH];
    private final double[] groupCentre = new double[Tile.LENGTH];
    private final float[] row = new float[Tile.LENGTH];
    private final float[] nextRow = new float[Tile.LENGTH];

    /**
     * Measures some columns.
     *
     * @param x a matrix, row-major
     * @param first index of the first column's first element
     * @param rows number of rows, at least 1
     * @param stride distance of rows
     * @param width number of columns, at most a tile
     */
    void measure(FloatBuffer x, int first, int rows, int stride, int width) {
        x.get(first, centre, 0, width);
        for (int j = 0; j < width; j++) {
            mean[j] = centre[j];
        }
        Arrays.fill(scatter, 0, width, 0);
        int end;
        for (int i = 0; i < rows; i = end) {
            end = Math.min(rows, i + (i == 0 ? FIRST : GROUP));
            sumGroup(x, first + i * stride, end - i, stride, width);
            merge(i, end - i, width);
        }
    }

    private void sumGroup(FloatBuffer x, int first, int rows, int stride, int width) {
        Arrays.fill(sum, 0, width, 0);
        Arrays.fill(square, 0, width, 0);
        int i = 0;
        for (; i + 1 < rows; i += 2) {
            x.get(first + i * stride, row, 0, width);
            x.get(first + (i + 1) * stride, nextRow, 0, width);
            addTwo(row, nextRow, centre, sum, square, width);
        }
        if (i < rows) {
            x.get(first + i * stride, row, 0, width);
            addOne(row, centre, sum, square, width);
        }
    }

    private static void addOne(float[] x, float[] centre, float[] sum, float[] square, int width) {
        for (int j = 0; j < width; j++) {
            float d = x[j] - centre[j];
            sum[j] += d;
            square[j] += d * d;
        }
    }

    private static void addTwo(float[] x, float[] y, float[] centre, float[] sum, float[] square, int width) {
        for (int j = 0; j < width; j++) {
            float d = x[j] - centre[j];
            float e = y[j] - centre[j];
            sum[j] += d + e;
            square[j] += d * d + e * e;
        }
    }

    /** Merges a group of rows into the results of those before it; conversions apart, or HotSpot would not vectorise it. */
    private void merge(int before, int rows, int width) {
        widen(sum, groupSum, width);
        widen(square, groupSquare, width);
        widen(centre, groupCentre, width);
        merge(mean, scatter, groupSum, groupSquare, groupCentre, before, rows, width);
        for (int j = 0; j < width; j++) {
            centre[j] = (float) mean[j];
        }
    }

    private static void widen(float[] narrow, double[] wide, int width) {
        for (int j = 0; j < width; j++) {
            wide[j] = narrow[j];
        }
    }

    private static void merge(double[] mean, double[] scatter, double[] sum, double[] square, double[] centre, int before,
            int rows, int width) {
        double perRow = 1.0 / rows;
        double share = (double) rows / (before + rows);
        double between = before * share;
        for (int j = 0; j < width; j++) {
            double offset = sum[j] * perRow;
            double within = Math.max(0, square[j] - sum[j] * offset);
            double step = centre[j] - mean[j] + offset;
            mean[j] += share * step;
            scatter[j] += within + between * step * step;
        }
    }
}
