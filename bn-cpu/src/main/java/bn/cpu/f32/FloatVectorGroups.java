package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.at;
import static bn.cpu.f32.FloatVectors.behindRelu;
import static bn.cpu.f32.FloatVectors.load;
import static bn.cpu.f32.FloatVectors.store;

import jdk.incubator.vector.FloatVector;

/**
 * Several rows at a time by the Vector API, which share what is loaded for their columns: four for deviations, otherwise two.
 * Both rows are loaded before one is stored, so that results may replace arguments.
 */
final class FloatVectorGroups {

    private FloatVectorGroups() { }

    static void addDeviations(Object x, int at, int stride, int width, float[] centre, float[] sum, float[] square) {
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

    static void normalize(Object x, Object y, int at, int next, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector c = at(centre, j);
            FloatVector a = at(scale, j);
            FloatVector b = at(shift, j);
            FloatVector d = load(x, at + j).sub(c);
            FloatVector e = load(x, next + j).sub(c);
            store(d.fma(a, b), y, at + j);
            store(e.fma(a, b), y, next + j);
        }
    }

    static void normalizeRelu(Object x, Object y, int at, int next, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector c = at(centre, j);
            FloatVector a = at(scale, j);
            FloatVector b = at(shift, j);
            FloatVector d = load(x, at + j).sub(c);
            FloatVector e = load(x, next + j).sub(c);
            store(d.fma(a, b).max(0), y, at + j);
            store(e.fma(a, b).max(0), y, next + j);
        }
    }

    static void addGradients(Object x, Object dy, int at, int next, int width, float[] mean, float[] sum, float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector m = at(mean, j);
            FloatVector g = load(dy, at + j);
            FloatVector h = load(dy, next + j);
            at(sum, j).add(g.add(h)).intoArray(sum, j);
            g.fma(load(x, at + j).sub(m), h.fma(load(x, next + j).sub(m), at(product, j))).intoArray(product, j);
        }
    }

    static void addGradientsRelu(Object x, Object y, Object dy, int at, int next, int width, float[] mean, float[] sum,
            float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector m = at(mean, j);
            FloatVector g = behindRelu(load(y, at + j), load(dy, at + j));
            FloatVector h = behindRelu(load(y, next + j), load(dy, next + j));
            at(sum, j).add(g.add(h)).intoArray(sum, j);
            g.fma(load(x, at + j).sub(m), h.fma(load(x, next + j).sub(m), at(product, j))).intoArray(product, j);
        }
    }

    static void combine(Object x, Object dy, Object dx, int at, int next, int width, float[] mean, float[] factor,
            float[] slope, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector m = at(mean, j);
            FloatVector f = at(factor, j);
            FloatVector a = at(slope, j);
            FloatVector b = at(shift, j);
            FloatVector g = load(dy, at + j).add(load(x, at + j).sub(m).fma(a, b));
            FloatVector h = load(dy, next + j).add(load(x, next + j).sub(m).fma(a, b));
            store(g.mul(f), dx, at + j);
            store(h.mul(f), dx, next + j);
        }
    }

    static void combineRelu(Object x, Object y, Object dy, Object dx, int at, int next, int width, float[] mean,
            float[] factor, float[] slope, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector m = at(mean, j);
            FloatVector f = at(factor, j);
            FloatVector a = at(slope, j);
            FloatVector b = at(shift, j);
            FloatVector g = behindRelu(load(y, at + j), load(dy, at + j)).add(load(x, at + j).sub(m).fma(a, b));
            FloatVector h = behindRelu(load(y, next + j), load(dy, next + j)).add(load(x, next + j).sub(m).fma(a, b));
            store(g.mul(f), dx, at + j);
            store(h.mul(f), dx, next + j);
        }
    }
}
