package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.at;
import static bn.cpu.f32.FloatVectors.behindRelu;
import static bn.cpu.f32.FloatVectors.load;
import static bn.cpu.f32.FloatVectors.store;

import jdk.incubator.vector.FloatVector;

/** A row at a time by the Vector API: as many columns as fill vectors. */
final class FloatVectorRows {

    private FloatVectorRows() { }

    static void addDeviations(Object x, int at, int width, float[] centre, float[] sum, float[] square) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector d = load(x, at + j).sub(at(centre, j));
            at(sum, j).add(d).intoArray(sum, j);
            d.fma(d, at(square, j)).intoArray(square, j);
        }
    }

    static void normalize(Object x, Object y, int at, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            store(load(x, at + j).sub(at(centre, j)).fma(at(scale, j), at(shift, j)), y, at + j);
        }
    }

    static void normalizeRelu(Object x, Object y, int at, int width, float[] centre, float[] scale, float[] shift) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            store(load(x, at + j).sub(at(centre, j)).fma(at(scale, j), at(shift, j)).max(0), y, at + j);
        }
    }

    static void addGradients(Object x, Object dy, int at, int width, float[] mean, float[] sum, float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector g = load(dy, at + j);
            at(sum, j).add(g).intoArray(sum, j);
            g.fma(load(x, at + j).sub(at(mean, j)), at(product, j)).intoArray(product, j);
        }
    }

    static void addGradientsRelu(Object x, Object y, Object dy, int at, int width, float[] mean, float[] sum,
            float[] product) {
        for (int j = 0; j <= width - LANES; j += LANES) {
            FloatVector g = behindRelu(load(y, at + j), load(dy, at + j));
            at(sum, j).add(g).intoArray(sum, j);
            g.fma(load(x, at + j).sub(at(mean, j)), at(product, j)).intoArray(product, j);
        }
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
