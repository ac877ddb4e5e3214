package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.LOAD;
import static bn.cpu.f32.FloatVectors.SPECIES;
import static bn.cpu.f32.FloatVectors.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * The sums of the backward pass over the rows of a panel, like the loops of {@link FloatVectorPanels}.
 */
final class FloatVectorGradientPanels {

    private FloatVectorGradientPanels() {}

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
}
