package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.bytes;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.channels.Area;
import bn.cpu.vectors.VectorMemory;

/**
 * Loops by the Vector API, straight on the memory of tensors: nothing is copied, and loads of later rows go on while a row is
 * computed. Columns that do not fill a vector are left to plain loops.
 */
final class FloatVectorLoops implements FloatLoops {
    /** Most elements of a matrix of which two rows are written at a time: from memory, prefetching is quicker one by one. */
    private static final int CACHED = 1 << 20;

    @Override
    public FloatSpan span(Tensor tensor) {
        return new FloatSpan(floats(tensor), VectorMemory.wrap(bytes(tensor)));
    }

    @Override
    public void addDeviations(FloatSpan x, Area area, int from, int to, float[] centre, float[] sum, float[] square) {
        try {
            addDeviationsRows(x, area, from, to, centre, sum, square);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void addDeviationsRows(FloatSpan x, Area area, int from, int to, float[] centre, float[] sum,
            float[] square) throws Throwable {
        int width = area.width();
        int i = from;
        for (; i + 3 < to; i += 4) {
            FloatVectorGroups.addDeviations(x.vectors(), area.row(i), area.stride(), width, centre, sum, square);
        }
        for (; i < to; i++) {
            FloatVectorRows.addDeviations(x.vectors(), area.row(i), width, centre, sum, square);
        }
        FloatTailLoops.addDeviations(x.floats(), area, from, to, FloatVectors.bound(area), centre, sum, square);
    }

    @Override
    public void normalize(FloatSpan x, Area area, float[] centre, float[] scale, float[] shift, boolean relu, FloatSpan y) {
        try {
            normalizeRows(x, area, centre, scale, shift, relu, y);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void normalizeRows(FloatSpan x, Area area, float[] centre, float[] scale, float[] shift, boolean relu,
            FloatSpan y) throws Throwable {
        int width = area.width();
        int i = 0;
        for (; cached(x) && i + 1 < area.rows(); i += 2) {
            int at = area.row(i);
            int next = area.row(i + 1);
            if (relu) {
                FloatVectorGroups.normalizeRelu(x.vectors(), y.vectors(), at, next, width, centre, scale, shift);
            } else {
                FloatVectorGroups.normalize(x.vectors(), y.vectors(), at, next, width, centre, scale, shift);
            }
        }
        for (; i < area.rows(); i++) {
            if (relu) {
                FloatVectorRows.normalizeRelu(x.vectors(), y.vectors(), area.row(i), width, centre, scale, shift);
            } else {
                FloatVectorRows.normalize(x.vectors(), y.vectors(), area.row(i), width, centre, scale, shift);
            }
        }
        FloatTailLoops.normalize(x.floats(), area, FloatVectors.bound(area), centre, scale, shift, relu, y.floats());
    }

    @Override
    public void addGradients(FloatGradient.Arguments arguments, Area area, int from, int to, float[] mean, float[] sum,
            float[] product) {
        try {
            addGradientsRows(arguments, area, from, to, mean, sum, product);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void addGradientsRows(FloatGradient.Arguments arguments, Area area, int from, int to, float[] mean,
            float[] sum, float[] product) throws Throwable {
        Object x = arguments.x().vectors();
        Object y = arguments.y() == null ? null : arguments.y().vectors();
        Object dy = arguments.dy().vectors();
        int width = area.width();
        int i = from;
        for (; i + 1 < to; i += 2) {
            int at = area.row(i);
            int next = area.row(i + 1);
            if (y == null) {
                FloatVectorGroups.addGradients(x, dy, at, next, width, mean, sum, product);
            } else {
                FloatVectorGroups.addGradientsRelu(x, y, dy, at, next, width, mean, sum, product);
            }
        }
        if (i < to) {
            if (y == null) {
                FloatVectorRows.addGradients(x, dy, area.row(i), width, mean, sum, product);
            } else {
                FloatVectorRows.addGradientsRelu(x, y, dy, area.row(i), width, mean, sum, product);
            }
        }
        FloatTailLoops.addGradients(arguments, area, from, to, FloatVectors.bound(area), mean, sum, product);
    }

    @Override
    public void combine(FloatGradient.Arguments arguments, Area area, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        try {
            combineRows(arguments, area, mean, factor, slope, shift);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void combineRows(FloatGradient.Arguments arguments, Area area, float[] mean, float[] factor,
            float[] slope, float[] shift) throws Throwable {
        Object x = arguments.x().vectors();
        Object y = arguments.y() == null ? null : arguments.y().vectors();
        Object dy = arguments.dy().vectors();
        Object dx = arguments.dx().vectors();
        int width = area.width();
        int i = 0;
        for (; cached(arguments.x()) && i + 1 < area.rows(); i += 2) {
            int at = area.row(i);
            int next = area.row(i + 1);
            if (y == null) {
                FloatVectorGroups.combine(x, dy, dx, at, next, width, mean, factor, slope, shift);
            } else {
                FloatVectorGroups.combineRelu(x, y, dy, dx, at, next, width, mean, factor, slope, shift);
            }
        }
        for (; i < area.rows(); i++) {
            if (y == null) {
                FloatVectorRows.combine(x, dy, dx, area.row(i), width, mean, factor, slope, shift);
            } else {
                FloatVectorRows.combineRelu(x, y, dy, dx, area.row(i), width, mean, factor, slope, shift);
            }
        }
        FloatTailLoops.combine(arguments, area, FloatVectors.bound(area), mean, factor, slope, shift);
    }

    private static boolean cached(FloatSpan span) {
        return span.floats().capacity() <= CACHED;
    }
}
