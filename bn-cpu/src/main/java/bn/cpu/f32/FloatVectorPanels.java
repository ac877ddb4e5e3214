package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.LOAD;
import static bn.cpu.f32.FloatVectors.SPECIES;
import static bn.cpu.f32.FloatVectors.STORE;
import static bn.cpu.f32.FloatVectors.VECTOR;

import jdk.incubator.vector.FloatVector;

/**
 * Loops of the forward pass by the Vector API over the rows of a panel: four vectors next to each other. What belongs to a column,
 * coefficients and sums, is in registers meanwhile. The loops call the Vector API directly, without methods of our own in between;
 * {@link FloatVectors} says why.
 */
final class FloatVectorPanels {

    private FloatVectorPanels() {}

    static void addDeviations(Object x, int at, int stride, int rows, int column, float[] centre, float[] sum, float[] square)
            throws Throwable {
        FloatVector c0 = FloatVector.fromArray(SPECIES, centre, column);
        FloatVector c1 = FloatVector.fromArray(SPECIES, centre, column + LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, centre, column + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(SPECIES, centre, column + 3 * LANES);
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
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            d = d.sub(c0);
            s0 = s0.add(d);
            t0 = d.fma(d, t0);
            d = (FloatVector) LOAD.invokeExact(x, p + VECTOR);
            d = d.sub(c1);
            s1 = s1.add(d);
            t1 = d.fma(d, t1);
            d = (FloatVector) LOAD.invokeExact(x, p + 2 * VECTOR);
            d = d.sub(c2);
            s2 = s2.add(d);
            t2 = d.fma(d, t2);
            d = (FloatVector) LOAD.invokeExact(x, p + 3 * VECTOR);
            d = d.sub(c3);
            s3 = s3.add(d);
            t3 = d.fma(d, t3);
        }
        s0.add(FloatVector.fromArray(SPECIES, sum, column)).intoArray(sum, column);
        s1.add(FloatVector.fromArray(SPECIES, sum, column + LANES)).intoArray(sum, column + LANES);
        s2.add(FloatVector.fromArray(SPECIES, sum, column + 2 * LANES)).intoArray(sum, column + 2 * LANES);
        s3.add(FloatVector.fromArray(SPECIES, sum, column + 3 * LANES)).intoArray(sum, column + 3 * LANES);
        t0.add(FloatVector.fromArray(SPECIES, square, column)).intoArray(square, column);
        t1.add(FloatVector.fromArray(SPECIES, square, column + LANES)).intoArray(square, column + LANES);
        t2.add(FloatVector.fromArray(SPECIES, square, column + 2 * LANES)).intoArray(square, column + 2 * LANES);
        t3.add(FloatVector.fromArray(SPECIES, square, column + 3 * LANES)).intoArray(square, column + 3 * LANES);
    }

    static void normalize(Object x, Object y, int at, int stride, int rows, int column, float[] centre, float[] scale,
            float[] shift) throws Throwable {
        FloatVector c0 = FloatVector.fromArray(SPECIES, centre, column);
        FloatVector c1 = FloatVector.fromArray(SPECIES, centre, column + LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, centre, column + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(SPECIES, centre, column + 3 * LANES);
        FloatVector a0 = FloatVector.fromArray(SPECIES, scale, column);
        FloatVector a1 = FloatVector.fromArray(SPECIES, scale, column + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, scale, column + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, scale, column + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, shift, column);
        FloatVector b1 = FloatVector.fromArray(SPECIES, shift, column + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, shift, column + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, shift, column + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int p = (at + i * stride) * Float.BYTES;
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            STORE.invokeExact(d.sub(c0).fma(a0, b0), y, p);
            d = (FloatVector) LOAD.invokeExact(x, p + VECTOR);
            STORE.invokeExact(d.sub(c1).fma(a1, b1), y, p + VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 2 * VECTOR);
            STORE.invokeExact(d.sub(c2).fma(a2, b2), y, p + 2 * VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 3 * VECTOR);
            STORE.invokeExact(d.sub(c3).fma(a3, b3), y, p + 3 * VECTOR);
        }
    }

    static void normalizeRelu(Object x, Object y, int at, int stride, int rows, int column, float[] centre, float[] scale,
            float[] shift) throws Throwable {
        FloatVector c0 = FloatVector.fromArray(SPECIES, centre, column);
        FloatVector c1 = FloatVector.fromArray(SPECIES, centre, column + LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, centre, column + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(SPECIES, centre, column + 3 * LANES);
        FloatVector a0 = FloatVector.fromArray(SPECIES, scale, column);
        FloatVector a1 = FloatVector.fromArray(SPECIES, scale, column + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, scale, column + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, scale, column + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, shift, column);
        FloatVector b1 = FloatVector.fromArray(SPECIES, shift, column + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, shift, column + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, shift, column + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int p = (at + i * stride) * Float.BYTES;
            FloatVector d = (FloatVector) LOAD.invokeExact(x, p);
            STORE.invokeExact(d.sub(c0).fma(a0, b0).max(0), y, p);
            d = (FloatVector) LOAD.invokeExact(x, p + VECTOR);
            STORE.invokeExact(d.sub(c1).fma(a1, b1).max(0), y, p + VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 2 * VECTOR);
            STORE.invokeExact(d.sub(c2).fma(a2, b2).max(0), y, p + 2 * VECTOR);
            d = (FloatVector) LOAD.invokeExact(x, p + 3 * VECTOR);
            STORE.invokeExact(d.sub(c3).fma(a3, b3).max(0), y, p + 3 * VECTOR);
        }
    }
}
