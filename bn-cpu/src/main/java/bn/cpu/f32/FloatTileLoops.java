package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.channels.Region;
import bn.cpu.channels.TileBuffer;
import java.util.Arrays;

/**
 * Loops over tiles: short Java arrays, to and from which rows are copied. HotSpot vectorises these loops in every JVM. It
 * processes the first and last elements of an array one by one, so an array holds as many rows as fit, if the rows are contiguous
 * in memory.
 */
final class FloatTileLoops implements FloatLoops {
    /**
     * Most elements of several rows in an array, or of a row of images. With more, the arrays of a loop do not all fit into the
     * first-level cache.
     */
    private static final int MULTI_ROW_ELEMENTS = TileBuffer.WIDTH / 2;
    private static final int MOST_ROWS = 64;

    private final float[] inputs = new float[TileBuffer.LENGTH];
    private final float[] nextInputs = new float[TileBuffer.LENGTH];
    private final float[] gradients = new float[TileBuffer.LENGTH];
    private final float[] outputs = new float[TileBuffer.LENGTH];
    private final float[] sums = new float[TileBuffer.LENGTH];
    private final float[] products = new float[TileBuffer.LENGTH];
    private final float[][] repeated = new float[4][TileBuffer.LENGTH];

    @Override
    public FloatView view(Tensor tensor) {
        return new FloatView(floats(tensor), null);
    }

    @Override
    public int rowElements() {
        return MULTI_ROW_ELEMENTS;
    }

    @Override
    public int mostRows(Region region) {
        return MOST_ROWS;
    }

    @Override
    public void addDeviations(FloatView x, Region region, int from, int to, float[] centre, float[] sum, float[] square) {
        int width = region.width();
        int together = rowsTogether(region, to - from);
        int length = together * width;
        float[] centres = repeat(centre, width, together, 0);
        float[] partSums = together == 1 ? sum : clear(sums, length);
        float[] partSquares = together == 1 ? square : clear(products, length);
        int i = from;
        for (; i + 2 * together <= to; i += 2 * together) {
            x.floats().get(region.row(i), inputs, 0, length);
            x.floats().get(region.row(i + together), nextInputs, 0, length);
            FloatTileRows.addTwo(inputs, nextInputs, centres, partSums, partSquares, length);
        }
        for (; i < to; i += together) {
            int rest = Math.min(together, to - i) * width;
            x.floats().get(region.row(i), inputs, 0, rest);
            FloatTileRows.addOne(inputs, centres, partSums, partSquares, rest);
        }
        fold(partSums, sum, width, together);
        fold(partSquares, square, width, together);
    }

    @Override
    public void normalize(FloatView x, Region region, float[] centre, float[] scale, float[] shift, boolean relu, FloatView y) {
        int width = region.width();
        int together = rowsTogether(region, region.rows());
        float[] centres = repeat(centre, width, together, 0);
        float[] scales = repeat(scale, width, together, 1);
        float[] shifts = repeat(shift, width, together, 2);
        for (int i = 0; i < region.rows(); i += together) {
            int length = Math.min(together, region.rows() - i) * width;
            x.floats().get(region.row(i), inputs, 0, length);
            if (relu) {
                FloatTileRows.affineRelu(inputs, centres, scales, shifts, length);
            } else {
                FloatTileRows.affine(inputs, centres, scales, shifts, length);
            }
            y.floats().put(region.row(i), inputs, 0, length);
        }
    }

    @Override
    public void addGradients(FloatBackwardCoefficients.Arguments arguments, Region region, int from, int to, float[] mean,
            float[] sum, float[] product) {
        int width = region.width();
        int together = rowsTogether(region, to - from);
        float[] means = repeat(mean, width, together, 0);
        float[] partSums = together == 1 ? sum : clear(sums, together * width);
        float[] partProducts = together == 1 ? product : clear(products, together * width);
        for (int i = from; i < to; i += together) {
            int length = Math.min(together, to - i) * width;
            load(arguments, region.row(i), length);
            FloatTileRows.addGradients(inputs, gradients, means, partSums, partProducts, length);
        }
        fold(partSums, sum, width, together);
        fold(partProducts, product, width, together);
    }

    @Override
    public void combine(FloatBackwardCoefficients.Arguments arguments, Region region, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        int width = region.width();
        int together = rowsTogether(region, region.rows());
        float[] means = repeat(mean, width, together, 0);
        float[] factors = repeat(factor, width, together, 1);
        float[] slopes = repeat(slope, width, together, 2);
        float[] shifts = repeat(shift, width, together, 3);
        for (int i = 0; i < region.rows(); i += together) {
            int length = Math.min(together, region.rows() - i) * width;
            load(arguments, region.row(i), length);
            FloatTileRows.combine(inputs, gradients, means, factors, slopes, shifts, length);
            arguments.dx().floats().put(region.row(i), gradients, 0, length);
        }
    }

    private void load(FloatBackwardCoefficients.Arguments arguments, int at, int length) {
        arguments.x().floats().get(at, inputs, 0, length);
        arguments.dy().floats().get(at, gradients, 0, length);
        if (arguments.y() != null) {
            arguments.y().floats().get(at, outputs, 0, length);
            FloatActivationRows.reluGradient(outputs, gradients, length);
        }
    }

    private static int rowsTogether(Region region, int rows) {
        return region.width() < region.stride() ? 1 : Math.max(1, Math.min(rows, MULTI_ROW_ELEMENTS / region.width()));
    }

    /** An array that repeats the values of a row, once for each row of a tile. */
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

    /** Adds the rows of an array to the sum, unless the array is the sum itself. */
    private static void fold(float[] part, float[] sum, int width, int rows) {
        if (rows == 1) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            FloatTileRows.add(part, i * width, sum, width);
        }
    }
}
