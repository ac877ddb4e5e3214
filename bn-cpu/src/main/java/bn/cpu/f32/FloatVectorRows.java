package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.LOAD;
import static bn.cpu.f32.FloatVectors.SPECIES;
import static bn.cpu.f32.FloatVectors.STORE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * Loops by the Vector API over one row at a time, from a column on, for as many columns as fill whole vectors. The loops call the
 * Vector API directly, without methods of our own in between; {@link FloatVectors} says why.
 */
final class FloatVectorRows {

    private FloatVectorRows() {}

    static void addDeviations(Object x, int at, int column, int width, float[] centre, float[] sum, float[] square)
            throws Throwable {
        for (int j = column; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            FloatVector c = FloatVector.fromArray(SPECIES, centre, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector s = FloatVector.fromArray(SPECIES, sum, j);
            FloatVector t = FloatVector.fromArray(SPECIES, square, j);
            d = d.sub(c);
            s.add(d).intoArray(sum, j);
            d.fma(d, t).intoArray(square, j);
        }
    }

    static void normalize(Object x, Object y, int at, int column, int width, float[] centre, float[] scale, float[] shift)
            throws Throwable {
        for (int j = column; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            FloatVector c = FloatVector.fromArray(SPECIES, centre, j);
            FloatVector a = FloatVector.fromArray(SPECIES, scale, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            STORE.invokeExact(d.sub(c).fma(a, b), y, p);
        }
    }

    static void normalizeRelu(Object x, Object y, int at, int column, int width, float[] centre, float[] scale, float[] shift)
            throws Throwable {
        for (int j = column; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            FloatVector c = FloatVector.fromArray(SPECIES, centre, j);
            FloatVector a = FloatVector.fromArray(SPECIES, scale, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            STORE.invokeExact(d.sub(c).fma(a, b).max(0), y, p);
        }
    }

    static void addGradients(Object x, Object dy, int at, int column, int width, float[] mean, float[] sum, float[] product)
            throws Throwable {
        for (int j = column; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector s = FloatVector.fromArray(SPECIES, sum, j);
            FloatVector t = FloatVector.fromArray(SPECIES, product, j);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            s.add(g).intoArray(sum, j);
            g.fma(d.sub(m), t).intoArray(product, j);
        }
    }

    static void addGradientsRelu(Object x, Object y, Object dy, int at, int column, int width, float[] mean, float[] sum,
            float[] product) throws Throwable {
        for (int j = column; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector s = FloatVector.fromArray(SPECIES, sum, j);
            FloatVector t = FloatVector.fromArray(SPECIES, product, j);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector z = (FloatVector) LOAD.invokeExact(y, p);
            g = g.blend(0, z.compare(LE, 0));
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            s.add(g).intoArray(sum, j);
            g.fma(d.sub(m), t).intoArray(product, j);
        }
    }

    static void combine(Object x, Object dy, Object dx, int at, int column, int width, float[] mean, float[] factor,
            float[] slope,
            float[] shift) throws Throwable {
        for (int j = column; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector f = FloatVector.fromArray(SPECIES, factor, j);
            FloatVector a = FloatVector.fromArray(SPECIES, slope, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            STORE.invokeExact(g.add(d.sub(m).fma(a, b)).mul(f), dx, p);
        }
    }

    static void combineRelu(Object x, Object y, Object dy, Object dx, int at, int column, int width, float[] mean, float[] factor,
            float[] slope, float[] shift) throws Throwable {
        for (int j = column; j <= width - LANES; j += LANES) {
            int p = (at + j) * Float.BYTES;
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector f = FloatVector.fromArray(SPECIES, factor, j);
            FloatVector a = FloatVector.fromArray(SPECIES, slope, j);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, j);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector z = (FloatVector) LOAD.invokeExact(y, p);
            g = g.blend(0, z.compare(LE, 0));
            STORE.invokeExact(g.add(d.sub(m).fma(a, b)).mul(f), dx, p);
        }
    }
}
