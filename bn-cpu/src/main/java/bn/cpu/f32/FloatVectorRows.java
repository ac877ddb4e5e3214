package bn.cpu.f32;

import bn.cpu.channels.Area;
import bn.cpu.vectors.VectorMemory;
import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Rows of the loops by the Vector API: as many columns as fill vectors. */
final class FloatVectorRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final MethodHandle LOAD;
    private static final MethodHandle STORE;

    static {
        try {
            LOAD = VectorMemory.load(FloatVector.class, SPECIES);
            STORE = VectorMemory.store(FloatVector.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private FloatVectorRows() { }

    /** How many columns of an area these loops do. */
    static int bound(Area area) {
        return SPECIES.loopBound(area.width());
    }

    private static FloatVector load(Object memory, int at) {
        try {
            return (FloatVector) LOAD.invokeExact(memory, at * Float.BYTES);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static void store(FloatVector vector, Object memory, int at) {
        try {
            STORE.invokeExact(vector, memory, at * Float.BYTES);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    private static FloatVector at(float[] values, int j) {
        return FloatVector.fromArray(SPECIES, values, j);
    }

    static void addFour(Object x, int at, int stride, int width, float[] centre, float[] sum, float[] square) {
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

    static void addOne(Object x, int at, int width, float[] centre, float[] sum, float[] square) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector d = load(x, at + j).sub(at(centre, j));
            at(sum, j).add(d).intoArray(sum, j);
            d.fma(d, at(square, j)).intoArray(square, j);
        }
    }

    static void affine(Object x, Object y, int at, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            store(load(x, at + j).sub(at(centre, j)).fma(at(scale, j), at(shift, j)), y, at + j);
        }
    }

    static void affineRelu(Object x, Object y, int at, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            store(load(x, at + j).sub(at(centre, j)).fma(at(scale, j), at(shift, j)).max(0), y, at + j);
        }
    }

    static void addTwo(Object x, Object dy, int at, int next, int width, float[] mean, float[] sum, float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector m = at(mean, j);
            FloatVector g = load(dy, at + j);
            FloatVector h = load(dy, next + j);
            at(sum, j).add(g.add(h)).intoArray(sum, j);
            g.fma(load(x, at + j).sub(m), h.fma(load(x, next + j).sub(m), at(product, j))).intoArray(product, j);
        }
    }

    static void addTwoRelu(Object x, Object y, Object dy, int at, int next, int width, float[] mean, float[] sum,
            float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector m = at(mean, j);
            FloatVector g = behindRelu(load(y, at + j), load(dy, at + j));
            FloatVector h = behindRelu(load(y, next + j), load(dy, next + j));
            at(sum, j).add(g.add(h)).intoArray(sum, j);
            g.fma(load(x, at + j).sub(m), h.fma(load(x, next + j).sub(m), at(product, j))).intoArray(product, j);
        }
    }

    static void addLast(FloatGradient.Arguments arguments, int at, int width, float[] mean, float[] sum, float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector g = load(arguments.dy().vectors(), at + j);
            if (arguments.y() != null) {
                g = behindRelu(load(arguments.y().vectors(), at + j), g);
            }
            at(sum, j).add(g).intoArray(sum, j);
            g.fma(load(arguments.x().vectors(), at + j).sub(at(mean, j)), at(product, j)).intoArray(product, j);
        }
    }

    private static FloatVector behindRelu(FloatVector y, FloatVector dy) {
        return dy.blend(0, y.compare(VectorOperators.LE, 0));
    }

    static void combine(Object x, Object dy, Object dx, int at, int width, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector pull = load(x, at + j).sub(at(mean, j)).fma(at(slope, j), at(shift, j));
            store(load(dy, at + j).add(pull).mul(at(factor, j)), dx, at + j);
        }
    }

    static void combineRelu(Object x, Object y, Object dy, Object dx, int at, int width, float[] mean, float[] factor,
            float[] slope, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector pull = load(x, at + j).sub(at(mean, j)).fma(at(slope, j), at(shift, j));
            store(behindRelu(load(y, at + j), load(dy, at + j)).add(pull).mul(at(factor, j)), dx, at + j);
        }
    }
}
