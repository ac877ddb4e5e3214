package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.channels.Area;
import bn.cpu.channels.Tile;
import java.util.Arrays;

/**
 * Loops over short arrays on the heap, which rows are copied to and from: HotSpot vectorises these in every JVM. As it does the
 * first and the last elements of an array one by one, an array has as many rows as fit, where these lie one behind the other.
 */
final class FloatTileLoops implements FloatLoops {
    /** Most elements of several rows: with more, all arrays of a loop do not fit into the first-level cache. */
    private static final int TOGETHER = Tile.WIDTH / 2;

    private final float[] inputs = new float[Tile.LENGTH];
    private final float[] nextInputs = new float[Tile.LENGTH];
    private final float[] gradients = new float[Tile.LENGTH];
    private final float[] outputs = new float[Tile.LENGTH];
    private final float[] sums = new float[Tile.LENGTH];
    private final float[] products = new float[Tile.LENGTH];
    private final float[][] repeated = new float[4][Tile.LENGTH];

    @Override
    public FloatSpan span(Tensor tensor) {
        return new FloatSpan(floats(tensor), null);
    }

    @Override
    public void addDeviations(FloatSpan x, Area area, int from, int to, float[] centre, float[] sum, float[] square) {
        int width = area.width();
        int together = rowsTogether(area, to - from);
        int length = together * width;
        float[] centres = repeat(centre, width, together, 0);
        float[] partSums = together == 1 ? sum : clear(sums, length);
        float[] partSquares = together == 1 ? square : clear(products, length);
        int i = from;
        for (; i + 2 * together <= to; i += 2 * together) {
            x.floats().get(area.row(i), inputs, 0, length);
            x.floats().get(area.row(i + together), nextInputs, 0, length);
            FloatTileRows.addTwo(inputs, nextInputs, centres, partSums, partSquares, length);
        }
        for (; i < to; i += together) {
            int rest = Math.min(together, to - i) * width;
            x.floats().get(area.row(i), inputs, 0, rest);
            FloatTileRows.addOne(inputs, centres, partSums, partSquares, rest);
        }
        fold(partSums, sum, width, together);
        fold(partSquares, square, width, together);
    }

    @Override
    public void normalize(FloatSpan x, Area area, float[] centre, float[] scale, float[] shift, boolean relu, FloatSpan y) {
        int width = area.width();
        int together = rowsTogether(area, area.rows());
        float[] centres = repeat(centre, width, together, 0);
        float[] scales = repeat(scale, width, together, 1);
        float[] shifts = repeat(shift, width, together, 2);
        for (int i = 0; i < area.rows(); i += together) {
            int length = Math.min(together, area.rows() - i) * width;
            x.floats().get(area.row(i), inputs, 0, length);
            if (relu) {
                FloatTileRows.affineRelu(inputs, centres, scales, shifts, length);
            } else {
                FloatTileRows.affine(inputs, centres, scales, shifts, length);
            }
            y.floats().put(area.row(i), inputs, 0, length);
        }
    }

    @Override
    public void addGradients(FloatGradient.Arguments arguments, Area area, int from, int to, float[] mean, float[] sum,
            float[] product) {
        int width = area.width();
        int together = rowsTogether(area, to - from);
        float[] means = repeat(mean, width, together, 0);
        float[] partSums = together == 1 ? sum : clear(sums, together * width);
        float[] partProducts = together == 1 ? product : clear(products, together * width);
        for (int i = from; i < to; i += together) {
            int length = Math.min(together, to - i) * width;
            load(arguments, area.row(i), length);
            FloatTileRows.addGradients(inputs, gradients, means, partSums, partProducts, length);
        }
        fold(partSums, sum, width, together);
        fold(partProducts, product, width, together);
    }

    @Override
    public void combine(FloatGradient.Arguments arguments, Area area, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        int width = area.width();
        int together = rowsTogether(area, area.rows());
        float[] means = repeat(mean, width, together, 0);
        float[] factors = repeat(factor, width, together, 1);
        float[] slopes = repeat(slope, width, together, 2);
        float[] shifts = repeat(shift, width, together, 3);
        for (int i = 0; i < area.rows(); i += together) {
            int length = Math.min(together, area.rows() - i) * width;
            load(arguments, area.row(i), length);
            FloatTileRows.combine(inputs, gradients, means, factors, slopes, shifts, length);
            arguments.dx().floats().put(area.row(i), gradients, 0, length);
        }
    }

    private void load(FloatGradient.Arguments arguments, int at, int length) {
        arguments.x().floats().get(at, inputs, 0, length);
        arguments.dy().floats().get(at, gradients, 0, length);
        if (arguments.y() != null) {
            arguments.y().floats().get(at, outputs, 0, length);
            FloatActivation.reluGradient(outputs, gradients, length);
        }
    }

    private static int rowsTogether(Area area, int rows) {
        return area.width() < area.stride() ? 1 : Math.max(1, Math.min(rows, TOGETHER / area.width()));
    }

    /** The values of a row for each row of an array. */
    private float[] repeat(float[] values, int width, int times, int which) {
        if (times == 1) {
            return values;
        }
        for (int i = 0; i < times; i++) {
            System.arraycopy(values, 0, repeated[which], i * width, width);
        }
        return repeated[which];
    }

    private static float[] clear(float[] part, int length) {
        Arrays.fill(part, 0, length, 0);
        return part;
    }

    /** Adds the rows of an array to the sum, unless it is the sum itself. */
    private static void fold(float[] part, float[] sum, int width, int rows) {
        if (rows == 1) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            FloatTileRows.add(part, i * width, sum, width);
        }
    }
}
