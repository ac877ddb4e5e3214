package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.LOAD;
import static bn.cpu.f32.FloatVectors.SPECIES;
import static bn.cpu.f32.FloatVectors.STORE;
import static bn.cpu.f32.FloatVectors.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of the backward pass over the rows of a strip, like those of {@link FloatVectorStrips}.
 */
final class FloatVectorGradientStrips {

    private FloatVectorGradientStrips() {}

    static void addGradients(Object x, Object dy, int at, int stride, int rows, int column, float[] mean, float[] sum,
            float[] product) throws Throwable {
        FloatVector m0 = FloatVector.fromArray(SPECIES, mean, column);
        FloatVector m1 = FloatVector.fromArray(SPECIES, mean, column + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, mean, column + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, mean, column + 3 * LANES);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        for (int i = 0; i < rows; i++) {
            int p = (at + i * stride) * Float.BYTES;
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            s0 = s0.add(g);
            t0 = g.fma(d.sub(m0), t0);
            g = (FloatVector) LOAD.invokeExact(dy, p + VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + VECTOR);
            s1 = s1.add(g);
            t1 = g.fma(d.sub(m1), t1);
            g = (FloatVector) LOAD.invokeExact(dy, p + 2 * VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 2 * VECTOR);
            s2 = s2.add(g);
            t2 = g.fma(d.sub(m2), t2);
            g = (FloatVector) LOAD.invokeExact(dy, p + 3 * VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 3 * VECTOR);
            s3 = s3.add(g);
            t3 = g.fma(d.sub(m3), t3);
        }
        s0.add(FloatVector.fromArray(SPECIES, sum, column)).intoArray(sum, column);
        s1.add(FloatVector.fromArray(SPECIES, sum, column + LANES)).intoArray(sum, column + LANES);
        s2.add(FloatVector.fromArray(SPECIES, sum, column + 2 * LANES)).intoArray(sum, column + 2 * LANES);
        s3.add(FloatVector.fromArray(SPECIES, sum, column + 3 * LANES)).intoArray(sum, column + 3 * LANES);
        t0.add(FloatVector.fromArray(SPECIES, product, column)).intoArray(product, column);
        t1.add(FloatVector.fromArray(SPECIES, product, column + LANES)).intoArray(product, column + LANES);
        t2.add(FloatVector.fromArray(SPECIES, product, column + 2 * LANES)).intoArray(product, column + 2 * LANES);
        t3.add(FloatVector.fromArray(SPECIES, product, column + 3 * LANES)).intoArray(product, column + 3 * LANES);
    }

    static void addGradientsRelu(Object x, Object y, Object dy, int at, int stride, int rows, int column, float[] mean,
            float[] sum, float[] product) throws Throwable {
        FloatVector m0 = FloatVector.fromArray(SPECIES, mean, column);
        FloatVector m1 = FloatVector.fromArray(SPECIES, mean, column + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, mean, column + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, mean, column + 3 * LANES);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        for (int i = 0; i < rows; i++) {
            int p = (at + i * stride) * Float.BYTES;
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector z = (FloatVector) LOAD.invokeExact(y, p);
            g = g.blend(0, z.compare(LE, 0));
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            s0 = s0.add(g);
            t0 = g.fma(d.sub(m0), t0);
            g = (FloatVector) LOAD.invokeExact(dy, p + VECTOR);
            z = (FloatVector) LOAD.invokeExact(y, p + VECTOR);
            g = g.blend(0, z.compare(LE, 0));
            d = (FloatVector) LOAD.invokeExact(x, p + VECTOR);
            s1 = s1.add(g);
            t1 = g.fma(d.sub(m1), t1);
            g = (FloatVector) LOAD.invokeExact(dy, p + 2 * VECTOR);
            z = (FloatVector) LOAD.invokeExact(y, p + 2 * VECTOR);
            g = g.blend(0, z.compare(LE, 0));
            d = (FloatVector) LOAD.invokeExact(x, p + 2 * VECTOR);
            s2 = s2.add(g);
            t2 = g.fma(d.sub(m2), t2);
            g = (FloatVector) LOAD.invokeExact(dy, p + 3 * VECTOR);
            z = (FloatVector) LOAD.invokeExact(y, p + 3 * VECTOR);
            g = g.blend(0, z.compare(LE, 0));
            d = (FloatVector) LOAD.invokeExact(x, p + 3 * VECTOR);
            s3 = s3.add(g);
            t3 = g.fma(d.sub(m3), t3);
        }
        s0.add(FloatVector.fromArray(SPECIES, sum, column)).intoArray(sum, column);
        s1.add(FloatVector.fromArray(SPECIES, sum, column + LANES)).intoArray(sum, column + LANES);
        s2.add(FloatVector.fromArray(SPECIES, sum, column + 2 * LANES)).intoArray(sum, column + 2 * LANES);
        s3.add(FloatVector.fromArray(SPECIES, sum, column + 3 * LANES)).intoArray(sum, column + 3 * LANES);
        t0.add(FloatVector.fromArray(SPECIES, product, column)).intoArray(product, column);
        t1.add(FloatVector.fromArray(SPECIES, product, column + LANES)).intoArray(product, column + LANES);
        t2.add(FloatVector.fromArray(SPECIES, product, column + 2 * LANES)).intoArray(product, column + 2 * LANES);
        t3.add(FloatVector.fromArray(SPECIES, product, column + 3 * LANES)).intoArray(product, column + 3 * LANES);
    }

    static void combine(Object x, Object dy, Object dx, int at, int stride, int rows, int column, float[] mean, float[] factor,
            float[] slope, float[] shift) throws Throwable {
        FloatVector m0 = FloatVector.fromArray(SPECIES, mean, column);
        FloatVector m1 = FloatVector.fromArray(SPECIES, mean, column + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, mean, column + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, mean, column + 3 * LANES);
        FloatVector f0 = FloatVector.fromArray(SPECIES, factor, column);
        FloatVector f1 = FloatVector.fromArray(SPECIES, factor, column + LANES);
        FloatVector f2 = FloatVector.fromArray(SPECIES, factor, column + 2 * LANES);
        FloatVector f3 = FloatVector.fromArray(SPECIES, factor, column + 3 * LANES);
        FloatVector a0 = FloatVector.fromArray(SPECIES, slope, column);
        FloatVector a1 = FloatVector.fromArray(SPECIES, slope, column + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, slope, column + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, slope, column + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, shift, column);
        FloatVector b1 = FloatVector.fromArray(SPECIES, shift, column + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, shift, column + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, shift, column + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int p = (at + i * stride) * Float.BYTES;
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            STORE.invokeExact(g.add(d.sub(m0).fma(a0, b0)).mul(f0), dx, p);
            g = (FloatVector) LOAD.invokeExact(dy, p + VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + VECTOR);
            STORE.invokeExact(g.add(d.sub(m1).fma(a1, b1)).mul(f1), dx, p + VECTOR);
            g = (FloatVector) LOAD.invokeExact(dy, p + 2 * VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 2 * VECTOR);
            STORE.invokeExact(g.add(d.sub(m2).fma(a2, b2)).mul(f2), dx, p + 2 * VECTOR);
            g = (FloatVector) LOAD.invokeExact(dy, p + 3 * VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 3 * VECTOR);
            STORE.invokeExact(g.add(d.sub(m3).fma(a3, b3)).mul(f3), dx, p + 3 * VECTOR);
        }
    }

    static void combineRelu(Object x, Object y, Object dy, Object dx, int at, int stride, int rows, int column, float[] mean,
            float[] factor, float[] slope, float[] shift) throws Throwable {
        FloatVector m0 = FloatVector.fromArray(SPECIES, mean, column);
        FloatVector m1 = FloatVector.fromArray(SPECIES, mean, column + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, mean, column + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, mean, column + 3 * LANES);
        FloatVector f0 = FloatVector.fromArray(SPECIES, factor, column);
        FloatVector f1 = FloatVector.fromArray(SPECIES, factor, column + LANES);
        FloatVector f2 = FloatVector.fromArray(SPECIES, factor, column + 2 * LANES);
        FloatVector f3 = FloatVector.fromArray(SPECIES, factor, column + 3 * LANES);
        FloatVector a0 = FloatVector.fromArray(SPECIES, slope, column);
        FloatVector a1 = FloatVector.fromArray(SPECIES, slope, column + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, slope, column + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, slope, column + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, shift, column);
        FloatVector b1 = FloatVector.fromArray(SPECIES, shift, column + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, shift, column + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, shift, column + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int p = (at + i * stride) * Float.BYTES;
            FloatVector g = (FloatVector) LOAD.invokeExact(dy, p);
            FloatVector z = (FloatVector) LOAD.invokeExact(y, p);
            g = g.blend(0, z.compare(LE, 0));
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            STORE.invokeExact(g.add(d.sub(m0).fma(a0, b0)).mul(f0), dx, p);
            g = (FloatVector) LOAD.invokeExact(dy, p + VECTOR);
            z = (FloatVector) LOAD.invokeExact(y, p + VECTOR);
            g = g.blend(0, z.compare(LE, 0));
            d = (FloatVector) LOAD.invokeExact(x, p + VECTOR);
            STORE.invokeExact(g.add(d.sub(m1).fma(a1, b1)).mul(f1), dx, p + VECTOR);
            g = (FloatVector) LOAD.invokeExact(dy, p + 2 * VECTOR);
            z = (FloatVector) LOAD.invokeExact(y, p + 2 * VECTOR);
            g = g.blend(0, z.compare(LE, 0));
            d = (FloatVector) LOAD.invokeExact(x, p + 2 * VECTOR);
            STORE.invokeExact(g.add(d.sub(m2).fma(a2, b2)).mul(f2), dx, p + 2 * VECTOR);
            g = (FloatVector) LOAD.invokeExact(dy, p + 3 * VECTOR);
            z = (FloatVector) LOAD.invokeExact(y, p + 3 * VECTOR);
            g = g.blend(0, z.compare(LE, 0));
            d = (FloatVector) LOAD.invokeExact(x, p + 3 * VECTOR);
            STORE.invokeExact(g.add(d.sub(m3).fma(a3, b3)).mul(f3), dx, p + 3 * VECTOR);
        }
    }
}
