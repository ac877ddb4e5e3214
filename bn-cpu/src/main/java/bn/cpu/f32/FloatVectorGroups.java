package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.LOAD;
import static bn.cpu.f32.FloatVectors.SPECIES;
import static bn.cpu.f32.FloatVectors.STORE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * Loops by the Vector API over several rows at a time, four for deviations and two otherwise. The rows share the values that are
 * loaded for their columns. All rows are loaded before one is stored, so that results may overwrite arguments. The loops call the
 * Vector API directly, without methods of our own in between; {@link FloatVectors} says why.
 */
final class FloatVectorGroups {

    private FloatVectorGroups() {}

    static void addDeviations(Object x, int at, int stride, int width, float[] centre, float[] sum, float[] square)
            throws Throwable {
        for (int j = 0; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            int row = stride * Float.BYTES;
            FloatVector c = FloatVector.fromArray(SPECIES, centre, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector e = (FloatVector) LOAD.invokeExact(x, p + row);
            FloatVector f = (FloatVector) LOAD.invokeExact(x, p + 2 * row);
            FloatVector g = (FloatVector) LOAD.invokeExact(x, p + 3 * row);
            FloatVector s = FloatVector.fromArray(SPECIES, sum, j);
            FloatVector t = FloatVector.fromArray(SPECIES, square, j);
            d = d.sub(c);
            e = e.sub(c);
            f = f.sub(c);
            g = g.sub(c);
            s.add(d.add(e).add(f.add(g))).intoArray(sum, j);
            d.fma(d, e.fma(e, f.fma(f, g.fma(g, t)))).intoArray(square, j);
        }
    }

    static void normalize(Object x, Object y, int at, int next, int width, float[] centre, float[] scale, float[] shift)
            throws Throwable {
        for (int j = 0; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            int q = (next + j) * Float.BYTES;
            FloatVector c = FloatVector.fromArray(SPECIES, centre, j);
            FloatVector a = FloatVector.fromArray(SPECIES, scale, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector e = (FloatVector) LOAD.invokeExact(x, q);
            STORE.invokeExact(d.sub(c).fma(a, b), y, p);
            STORE.invokeExact(e.sub(c).fma(a, b), y, q);
        }
    }

    static void normalizeRelu(Object x, Object y, int at, int next, int width, float[] centre, float[] scale, float[] shift)
            throws Throwable {
        for (int j = 0; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            int q = (next + j) * Float.BYTES;
            FloatVector c = FloatVector.fromArray(SPECIES, centre, j);
            FloatVector a = FloatVector.fromArray(SPECIES, scale, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector e = (FloatVector) LOAD.invokeExact(x, q);
            STORE.invokeExact(d.sub(c).fma(a, b).max(0), y, p);
            STORE.invokeExact(e.sub(c).fma(a, b).max(0), y, q);
        }
    }

    static void addGradients(Object x, Object dy, int at, int next, int width, float[] mean, float[] sum, float[] product)
            throws Throwable {
        for (int j = 0; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            int q = (next + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector s = FloatVector.fromArray(SPECIES, sum, j);
            FloatVector t = FloatVector.fromArray(SPECIES, product, j);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector h = (FloatVector) LOAD.invokeExact(dy, q);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector e = (FloatVector) LOAD.invokeExact(x, q);
            s.add(g.add(h)).intoArray(sum, j);
            g.fma(d.sub(m), h.fma(e.sub(m), t)).intoArray(product, j);
        }
    }

    static void addGradientsRelu(Object x, Object y, Object dy, int at, int next, int width, float[] mean, float[] sum,
            float[] product) throws Throwable {
        for (int j = 0; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            int q = (next + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector s = FloatVector.fromArray(SPECIES, sum, j);
            FloatVector t = FloatVector.fromArray(SPECIES, product, j);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector h = (FloatVector) LOAD.invokeExact(dy, q);
            FloatVector z = (FloatVector) LOAD.invokeExact(y, p);
            FloatVector w = (FloatVector) LOAD.invokeExact(y, q);
            g = g.blend(0, z.compare(LE, 0));
            h = h.blend(0, w.compare(LE, 0));
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector e = (FloatVector) LOAD.invokeExact(x, q);
            s.add(g.add(h)).intoArray(sum, j);
            g.fma(d.sub(m), h.fma(e.sub(m), t)).intoArray(product, j);
        }
    }

    static void combine(Object x, Object dy, Object dx, int at, int next, int width, float[] mean, float[] factor,
            float[] slope, float[] shift) throws Throwable {
        for (int j = 0; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            int q = (next + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector f = FloatVector.fromArray(SPECIES, factor, j);
            FloatVector a = FloatVector.fromArray(SPECIES, slope, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector e = (FloatVector) LOAD.invokeExact(x, q);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector h = (FloatVector) LOAD.invokeExact(dy, q);
            STORE.invokeExact(g.add(d.sub(m).fma(a, b)).mul(f), dx, p);
            STORE.invokeExact(h.add(e.sub(m).fma(a, b)).mul(f), dx, q);
        }
    }

    static void combineRelu(Object x, Object y, Object dy, Object dx, int at, int next, int width, float[] mean,
            float[] factor, float[] slope, float[] shift) throws Throwable {
        for (int j = 0; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            int q = (next + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector f = FloatVector.fromArray(SPECIES, factor, j);
            FloatVector a = FloatVector.fromArray(SPECIES, slope, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector e = (FloatVector) LOAD.invokeExact(x, q);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector h = (FloatVector) LOAD.invokeExact(dy, q);
            FloatVector z = (FloatVector) LOAD.invokeExact(y, p);
            FloatVector w = (FloatVector) LOAD.invokeExact(y, q);
            g = g.blend(0, z.compare(LE, 0));
            h = h.blend(0, w.compare(LE, 0));
            STORE.invokeExact(g.add(d.sub(m).fma(a, b)).mul(f), dx, p);
            STORE.invokeExact(h.add(e.sub(m).fma(a, b)).mul(f), dx, q);
        }
    }
}
