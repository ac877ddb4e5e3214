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

    @Override
    public FloatSpan span(Tensor tensor) {
        return new FloatSpan(floats(tensor), VectorMemory.wrap(bytes(tensor)));
    }

    @Override
    public void addDeviations(FloatSpan x, Area area, int from, int to, float[] centre, float[] sum, float[] square) {
        int stride = area.stride();
        int at = area.row(from);
        int i = from;
        for (; i + 3 < to; i += 4, at += 4 * stride) {
            FloatVectorRows.addFour(x.vectors(), at, stride, area.width(), centre, sum, square);
        }
        for (; i < to; i++, at += stride) {
            FloatVectorRows.addOne(x.vectors(), at, area.width(), centre, sum, square);
        }
        FloatTailLoops.addDeviations(x.floats(), area, from, to, FloatVectorRows.bound(area), centre, sum, square);
    }

    @Override
    public void normalize(FloatSpan x, Area area, float[] centre, float[] scale, float[] shift, boolean relu, FloatSpan y) {
        int at = area.first();
        for (int i = 0; i < area.rows(); i++, at += area.stride()) {
            if (relu) {
                FloatVectorRows.affineRelu(x.vectors(), y.vectors(), at, area.width(), centre, scale, shift);
            } else {
                FloatVectorRows.affine(x.vectors(), y.vectors(), at, area.width(), centre, scale, shift);
            }
        }
        FloatTailLoops.normalize(x.floats(), area, FloatVectorRows.bound(area), centre, scale, shift, relu, y.floats());
    }

    @Override
    public void addGradients(FloatGradient.Arguments arguments, Area area, int from, int to, float[] mean, float[] sum,
            float[] product) {
        Object x = arguments.x().vectors();
        Object dy = arguments.dy().vectors();
        int stride = area.stride();
        int at = area.row(from);
        int i = from;
        for (; i + 1 < to; i += 2, at += 2 * stride) {
            if (arguments.y() == null) {
                FloatVectorRows.addTwo(x, dy, at, at + stride, area.width(), mean, sum, product);
            } else {
                FloatVectorRows.addTwoRelu(x, arguments.y().vectors(), dy, at, at + stride, area.width(), mean, sum, product);
            }
        }
        if (i < to) {
            FloatVectorRows.addLast(arguments, at, area.width(), mean, sum, product);
        }
        FloatTailLoops.addGradients(arguments, area, from, to, FloatVectorRows.bound(area), mean, sum, product);
    }

    @Override
    public void combine(FloatGradient.Arguments arguments, Area area, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        Object x = arguments.x().vectors();
        Object dy = arguments.dy().vectors();
        Object dx = arguments.dx().vectors();
        int at = area.first();
        for (int i = 0; i < area.rows(); i++, at += area.stride()) {
            if (arguments.y() == null) {
                FloatVectorRows.combine(x, dy, dx, at, area.width(), mean, factor, slope, shift);
            } else {
                FloatVectorRows.combineRelu(x, arguments.y().vectors(), dy, dx, at, area.width(), mean, factor, slope, shift);
            }
        }
        FloatTailLoops.combine(arguments, area, FloatVectorRows.bound(area), mean, factor, slope, shift);
    }
}
