package bn.cpu.f32;

import bn.cpu.channels.Region;
import bn.cpu.channels.TileBuffer;
import java.util.Arrays;

/**
 * Mean and scatter (sum of squared deviations) of columns of a matrix, in one pass over its rows.
 *
 * <p>Rows are processed in groups. The sums of a group are of deviations from the mean of all rows before the group. They are
 * computed in float, and merged into the results in double with the formula of Chan, Golub and LeVeque (1983). A group has at
 * most q = GROWTH times as many rows as there are before it. So the squares that are summed in float add up to at most
 * (1 + q) times the scatter, however large the mean is. This bounds the relative error by about (1 + q) (n + 2) roundings, if
 * n values are added one after the other ({@link FloatLoops#mostRows}). A column of equal values has exactly scatter 0.
 */
final class FloatColumnStatistics {
    /** Rows of the first group, and most rows of a later one relative to those before it. */
    private static final int GROWTH = 8;

    /** Results of the last call of {@link #measure}, by column of the tile. */
    final double[] mean = new double[TileBuffer.LENGTH];
    final double[] scatter = new double[TileBuffer.LENGTH];

    private final FloatLoops loops;
    private final float[] centre = new float[TileBuffer.LENGTH];
    private final float[] sum = new float[TileBuffer.LENGTH];
    private final float[] square = new float[TileBuffer.LENGTH];
    private final double[] groupSum = new double[TileBuffer.LENGTH];
    private final double[] groupSquare = new double[TileBuffer.LENGTH];
    private final double[] groupCentre = new double[TileBuffer.LENGTH];

    FloatColumnStatistics(FloatLoops loops) {
        this.loops = loops;
    }

    /** Computes mean and scatter of the columns of a region, which has at least one row. */
    void measure(FloatView x, Region region) {
        int rows = region.rows();
        int width = region.width();
        int most = loops.mostRows(region);
        x.floats().get(region.first(), centre, 0, width);
        FloatRounding.widen(centre, mean, width);
        Arrays.fill(scatter, 0, width, 0);
        int end;
        for (int i = 0; i < rows; i = end) {
            end = Math.min(rows, i + Math.min(most, GROWTH * Math.max(i, 1)));
            Arrays.fill(sum, 0, width, 0);
            Arrays.fill(square, 0, width, 0);
            loops.addDeviations(x, region, i, end, centre, sum, square);
            merge(i, end - i, width);
        }
    }

    /** Merges the sums of a group into the results for the rows before it. */
    private void merge(int before, int rows, int width) {
        FloatRounding.widen(sum, groupSum, width);
        FloatRounding.widen(square, groupSquare, width);
        FloatRounding.widen(centre, groupCentre, width);
        merge(mean, scatter, groupSum, groupSquare, groupCentre, before, rows, width);
        FloatRounding.narrow(mean, centre, width);
    }

    private static void merge(double[] mean, double[] scatter, double[] sum, double[] square, double[] centre, int before,
            int rows, int width) {
        double perRow = 1.0 / rows;
        double fraction = (double) rows / (before + rows);
        double between = before * fraction;
        for (int j = 0; j < width; j++) {
            double offset = sum[j] * perRow;
            double within = Math.max(0, square[j] - sum[j] * offset);
            double step = centre[j] - mean[j] + offset;
            mean[j] += fraction * step;
            scatter[j] += within + between * step * step;
        }
    }
}
