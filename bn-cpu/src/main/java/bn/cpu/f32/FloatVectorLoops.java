package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.bytes;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.channels.Region;
import bn.cpu.vectors.VectorMemory;

/**
 * Loops by the Vector API, directly on the memory of tensors. Nothing is copied, and the processor can load later rows while it
 * computes a row. Scalar loops process the columns that do not fill a vector.
 */
final class FloatVectorLoops implements FloatLoops {
    /**
     * Most elements of a matrix of which two rows are processed at a time. Larger ones do not fit into the cache; there one row
     * at a time is faster, because the processor prefetches it better.
     */
    private static final int CACHED = 1 << 20;

    @Override
    public FloatView view(Tensor tensor) {
        return new FloatView(floats(tensor), VectorMemory.wrap(bytes(tensor)));
    }

    @Override
    public void addDeviations(FloatView x, Region region, int from, int to, float[] centre, float[] sum, float[] square) {
        try {
            addDeviationsRows(x, region, from, to, centre, sum, square);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void addDeviationsRows(FloatView x, Region region, int from, int to, float[] centre, float[] sum,
            float[] square) throws Throwable {
        int width = region.width();
        int i = from;
        for (; i + 3 < to; i += 4) {
            FloatVectorGroups.addDeviations(x.vectors(), region.row(i), region.stride(), width, centre, sum, square);
        }
        for (; i < to; i++) {
            FloatVectorRows.addDeviations(x.vectors(), region.row(i), width, centre, sum, square);
        }
        FloatTailLoops.addDeviations(x.floats(), region, from, to, FloatVectors.bound(region), centre, sum, square);
    }

    @Override
    public void normalize(FloatView x, Region region, float[] centre, float[] scale, float[] shift, boolean relu, FloatView y) {
        try {
            normalizeRows(x, region, centre, scale, shift, relu, y);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void normalizeRows(FloatView x, Region region, float[] centre, float[] scale, float[] shift, boolean relu,
            FloatView y) throws Throwable {
        int width = region.width();
        int i = 0;
        for (; cached(x) && i + 1 < region.rows(); i += 2) {
            int at = region.row(i);
            int next = region.row(i + 1);
            if (relu) {
                FloatVectorGroups.normalizeRelu(x.vectors(), y.vectors(), at, next, width, centre, scale, shift);
            } else {
                FloatVectorGroups.normalize(x.vectors(), y.vectors(), at, next, width, centre, scale, shift);
            }
        }
        for (; i < region.rows(); i++) {
            if (relu) {
                FloatVectorRows.normalizeRelu(x.vectors(), y.vectors(), region.row(i), width, centre, scale, shift);
            } else {
                FloatVectorRows.normalize(x.vectors(), y.vectors(), region.row(i), width, centre, scale, shift);
            }
        }
        FloatTailLoops.normalize(x.floats(), region, FloatVectors.bound(region), centre, scale, shift, relu, y.floats());
    }

    @Override
    public void addGradients(FloatBackwardCoefficients.Arguments arguments, Region region, int from, int to, float[] mean,
            float[] sum, float[] product) {
        try {
            addGradientsRows(arguments, region, from, to, mean, sum, product);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void addGradientsRows(FloatBackwardCoefficients.Arguments arguments, Region region, int from, int to,
            float[] mean, float[] sum, float[] product) throws Throwable {
        Object x = arguments.x().vectors();
        Object y = arguments.y() == null ? null : arguments.y().vectors();
        Object dy = arguments.dy().vectors();
        int width = region.width();
        int i = from;
        for (; i + 1 < to; i += 2) {
            int at = region.row(i);
            int next = region.row(i + 1);
            if (y == null) {
                FloatVectorGroups.addGradients(x, dy, at, next, width, mean, sum, product);
            } else {
                FloatVectorGroups.addGradientsRelu(x, y, dy, at, next, width, mean, sum, product);
            }
        }
        if (i < to) {
            if (y == null) {
                FloatVectorRows.addGradients(x, dy, region.row(i), width, mean, sum, product);
            } else {
                FloatVectorRows.addGradientsRelu(x, y, dy, region.row(i), width, mean, sum, product);
            }
        }
        FloatTailLoops.addGradients(arguments, region, from, to, FloatVectors.bound(region), mean, sum, product);
    }

    @Override
    public void combine(FloatBackwardCoefficients.Arguments arguments, Region region, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        try {
            combineRows(arguments, region, mean, factor, slope, shift);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void combineRows(FloatBackwardCoefficients.Arguments arguments, Region region, float[] mean, float[] factor,
            float[] slope, float[] shift) throws Throwable {
        Object x = arguments.x().vectors();
        Object y = arguments.y() == null ? null : arguments.y().vectors();
        Object dy = arguments.dy().vectors();
        Object dx = arguments.dx().vectors();
        int width = region.width();
        int i = 0;
        for (; cached(arguments.x()) && i + 1 < region.rows(); i += 2) {
            int at = region.row(i);
            int next = region.row(i + 1);
            if (y == null) {
                FloatVectorGroups.combine(x, dy, dx, at, next, width, mean, factor, slope, shift);
            } else {
                FloatVectorGroups.combineRelu(x, y, dy, dx, at, next, width, mean, factor, slope, shift);
            }
        }
        for (; i < region.rows(); i++) {
            if (y == null) {
                FloatVectorRows.combine(x, dy, dx, region.row(i), width, mean, factor, slope, shift);
            } else {
                FloatVectorRows.combineRelu(x, y, dy, dx, region.row(i), width, mean, factor, slope, shift);
            }
        }
        FloatTailLoops.combine(arguments, region, FloatVectors.bound(region), mean, factor, slope, shift);
    }

    private static boolean cached(FloatView view) {
        return view.floats().capacity() <= CACHED;
    }
}
