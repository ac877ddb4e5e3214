package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.bytes;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.channels.Area;
import bn.cpu.vectors.VectorMemory;
import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops by the Vector API, straight on the memory of tensors: nothing is copied, and loads of later rows go on while a row is
 * computed. Columns that do not fill a vector are left to plain loops.
 */
final class FloatVectorLoops implements FloatLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final MethodHandle WRAP;
    private static final MethodHandle LOAD;
    private static final MethodHandle STORE;

    static {
        try {
            WRAP = VectorMemory.wrap();
            LOAD = VectorMemory.load(FloatVector.class, SPECIES);
            STORE = VectorMemory.store(FloatVector.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public FloatSpan span(Tensor tensor) {
        try {
            return new FloatSpan(floats(tensor), (Object) WRAP.invokeExact(bytes(tensor)));
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private static FloatVector load(Object memory, int at) {
        try {
            return (FloatVector) LOAD.invokeExact(memory, at * Float.BYTES);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private static void store(FloatVector vector, Object memory, int at) {
        try {
            STORE.invokeExact(vector, memory, at * Float.BYTES);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private static RuntimeException failure(Throwable t) {
        return t instanceof RuntimeException e ? e : new IllegalStateException(t);
    }

    private static FloatVector at(float[] values, int j) {
        return FloatVector.fromArray(SPECIES, values, j);
    }

    @Override
    public void addDeviations(FloatSpan x, Area area, float[] centre, float[] sum, float[] square) {
        int stride = area.stride();
        int at = area.first();
        int i = 0;
        for (; i + 3 < area.rows(); i += 4, at += 4 * stride) {
            addFour(x.vectors(), at, stride, area.width(), centre, sum, square);
        }
        for (; i < area.rows(); i++, at += stride) {
            addOne(x.vectors(), at, area.width(), centre, sum, square);
        }
        FloatTailLoops.addDeviations(x.floats(), area, SPECIES.loopBound(area.width()), centre, sum, square);
    }

    private static void addFour(Object x, int at, int stride, int width, float[] centre, float[] sum, float[] square) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector c = at(centre, j);
            FloatVector d = load(x, at + j).sub(c);
            FloatVector e = load(x, at + stride + j).sub(c);
            FloatVector f = load(x, at + 2 * stride + j).sub(c);
            FloatVector g = load(x, at + 3 * stride + j).sub(c);
            at(sum, j).add(d.add(e).add(f.add(g))).intoArray(sum, j);
            d.fma(d, e.fma(e, f.fma(f, g.fma(g, at(square, j))))).intoArray(square, j);
        }
    }

    private static void addOne(Object x, int at, int width, float[] centre, float[] sum, float[] square) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector d = load(x, at + j).sub(at(centre, j));
            at(sum, j).add(d).intoArray(sum, j);
            d.fma(d, at(square, j)).intoArray(square, j);
        }
    }

    @Override
    public void normalize(FloatSpan x, Area area, float[] centre, float[] scale, float[] shift, boolean relu, FloatSpan y) {
        int at = area.first();
        for (int i = 0; i < area.rows(); i++, at += area.stride()) {
            if (relu) {
                affineRelu(x.vectors(), y.vectors(), at, area.width(), centre, scale, shift);
            } else {
                affine(x.vectors(), y.vectors(), at, area.width(), centre, scale, shift);
            }
        }
        FloatTailLoops.normalize(x.floats(), area, SPECIES.loopBound(area.width()), centre, scale, shift, relu, y.floats());
    }

    private static void affine(Object x, Object y, int at, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            store(load(x, at + j).sub(at(centre, j)).fma(at(scale, j), at(shift, j)), y, at + j);
        }
    }

    private static void affineRelu(Object x, Object y, int at, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            store(load(x, at + j).sub(at(centre, j)).fma(at(scale, j), at(shift, j)).max(0), y, at + j);
        }
    }

    @Override
    public void addGradients(FloatGradient.Arguments arguments, Area area, float[] mean, float[] sum, float[] product) {
        Object x = arguments.x().vectors();
        Object dy = arguments.dy().vectors();
        int at = area.first();
        for (int i = 0; i < area.rows(); i++, at += area.stride()) {
            if (arguments.y() == null) {
                addGradients(x, dy, at, area.width(), mean, sum, product);
            } else {
                addReluGradients(x, arguments.y().vectors(), dy, at, area.width(), mean, sum, product);
            }
        }
        FloatTailLoops.addGradients(arguments, area, SPECIES.loopBound(area.width()), mean, sum, product);
    }

    private static void addGradients(Object x, Object dy, int at, int width, float[] mean, float[] sum, float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector g = load(dy, at + j);
            at(sum, j).add(g).intoArray(sum, j);
            g.fma(load(x, at + j).sub(at(mean, j)), at(product, j)).intoArray(product, j);
        }
    }

    private static void addReluGradients(Object x, Object y, Object dy, int at, int width, float[] mean, float[] sum,
            float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector g = behindRelu(load(y, at + j), load(dy, at + j));
            at(sum, j).add(g).intoArray(sum, j);
            g.fma(load(x, at + j).sub(at(mean, j)), at(product, j)).intoArray(product, j);
        }
    }

    private static FloatVector behindRelu(FloatVector y, FloatVector dy) {
        VectorMask<Float> off = y.compare(VectorOperators.LE, 0);
        return dy.blend(0, off);
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
                combine(x, dy, dx, at, area.width(), mean, factor, slope, shift);
            } else {
                combineRelu(x, arguments.y().vectors(), dy, dx, at, area.width(), mean, factor, slope, shift);
            }
        }
        FloatTailLoops.combine(arguments, area, SPECIES.loopBound(area.width()), mean, factor, slope, shift);
    }

    private static void combine(Object x, Object dy, Object dx, int at, int width, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector pull = load(x, at + j).sub(at(mean, j)).fma(at(slope, j), at(shift, j));
            store(load(dy, at + j).add(pull).mul(at(factor, j)), dx, at + j);
        }
    }

    private static void combineRelu(Object x, Object y, Object dy, Object dx, int at, int width, float[] mean, float[] factor,
            float[] slope, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector pull = load(x, at + j).sub(at(mean, j)).fma(at(slope, j), at(shift, j));
            store(behindRelu(load(y, at + j), load(dy, at + j)).add(pull).mul(at(factor, j)), dx, at + j);
        }
    }
}
