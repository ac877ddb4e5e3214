package bn.cpu.f32;

import bn.cpu.channels.Area;
import bn.cpu.channels.Tile;
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

    private final FloatLoops loops;
    private final float[] centre = new float[Tile.LENGTH];
    private final float[] sum = new float[Tile.LENGTH];
    private final float[] square = new float[Tile.LENGTH];
    private final double[] groupSum = new double[Tile.LENGTH];
    private final double[] groupSquare = new double[Tile.LENGTH];
    private final double[] groupCentre = new double[Tile.LENGTH];

    FloatColumns(FloatLoops loops) {
        this.loops = loops;
    }

    /** Measures the columns of an area of at least one row. */
    void measure(FloatSpan x, Area area) {
        int rows = area.rows();
        int width = area.width();
        x.floats().get(area.first(), centre, 0, width);
        FloatRounding.widen(centre, mean, width);
        Arrays.fill(scatter, 0, width, 0);
        int end;
        for (int i = 0; i < rows; i = end) {
            end = Math.min(rows, i + (i == 0 ? FIRST : GROUP));
            Arrays.fill(sum, 0, width, 0);
            Arrays.fill(square, 0, width, 0);
            loops.addDeviations(x, area, i, end, centre, sum, square);
            merge(i, end - i, width);
        }
    }

    /** Merges a group of rows into the results of those before it. */
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
