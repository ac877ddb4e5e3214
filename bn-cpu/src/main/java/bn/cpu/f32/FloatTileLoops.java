package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.channels.Area;
import bn.cpu.channels.Tile;

/** Loops over short arrays on the heap, which rows are copied to and from: HotSpot vectorises these in every JVM. */
final class FloatTileLoops implements FloatLoops {
    private final float[] row = new float[Tile.LENGTH];
    private final float[] nextRow = new float[Tile.LENGTH];
    private final float[] outputs = new float[Tile.LENGTH];

    @Override
    public FloatSpan span(Tensor tensor) {
        return new FloatSpan(floats(tensor), null);
    }

    @Override
    public void addDeviations(FloatSpan x, Area area, int from, int to, float[] centre, float[] sum, float[] square) {
        int width = area.width();
        int at = area.row(from);
        int i = from;
        for (; i + 1 < to; i += 2, at += 2 * area.stride()) {
            x.floats().get(at, row, 0, width);
            x.floats().get(at + area.stride(), nextRow, 0, width);
            addTwo(row, nextRow, centre, sum, square, width);
        }
        if (i < to) {
            x.floats().get(at, row, 0, width);
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

    @Override
    public void normalize(FloatSpan x, Area area, float[] centre, float[] scale, float[] shift, boolean relu, FloatSpan y) {
        int width = area.width();
        int at = area.first();
        for (int i = 0; i < area.rows(); i++, at += area.stride()) {
            x.floats().get(at, row, 0, width);
            if (relu) {
                affineRelu(row, centre, scale, shift, width);
            } else {
                affine(row, centre, scale, shift, width);
            }
            y.floats().put(at, row, 0, width);
        }
    }

    private static void affine(float[] x, float[] centre, float[] scale, float[] shift, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = (x[j] - centre[j]) * scale[j] + shift[j];
        }
    }

    private static void affineRelu(float[] x, float[] centre, float[] scale, float[] shift, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = Math.max((x[j] - centre[j]) * scale[j] + shift[j], 0);
        }
    }

    @Override
    public void addGradients(FloatGradient.Arguments arguments, Area area, int from, int to, float[] mean, float[] sum,
            float[] product) {
        int at = area.row(from);
        for (int i = from; i < to; i++, at += area.stride()) {
            load(arguments, at, area.width());
            addGradients(row, nextRow, mean, sum, product, area.width());
        }
    }

    /** x into row, g into nextRow. */
    private void load(FloatGradient.Arguments arguments, int at, int width) {
        arguments.x().floats().get(at, row, 0, width);
        arguments.dy().floats().get(at, nextRow, 0, width);
        if (arguments.y() != null) {
            arguments.y().floats().get(at, outputs, 0, width);
            FloatActivation.reluGradient(outputs, nextRow, width);
        }
    }

    private static void addGradients(float[] x, float[] g, float[] mean, float[] sum, float[] product, int width) {
        for (int j = 0; j < width; j++) {
            sum[j] += g[j];
            product[j] += g[j] * (x[j] - mean[j]);
        }
    }

    @Override
    public void combine(FloatGradient.Arguments arguments, Area area, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        int at = area.first();
        for (int i = 0; i < area.rows(); i++, at += area.stride()) {
            load(arguments, at, area.width());
            combine(row, nextRow, mean, factor, slope, shift, area.width());
            arguments.dx().floats().put(at, nextRow, 0, area.width());
        }
    }

    private static void combine(float[] x, float[] g, float[] mean, float[] factor, float[] slope, float[] shift, int width) {
        for (int j = 0; j < width; j++) {
            g[j] = factor[j] * (g[j] + (slope[j] * (x[j] - mean[j]) + shift[j]));
        }
    }
}
