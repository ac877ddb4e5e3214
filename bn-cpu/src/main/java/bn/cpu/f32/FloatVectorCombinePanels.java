package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.LOAD;
import static bn.cpu.f32.FloatVectors.SPECIES;
import static bn.cpu.f32.FloatVectors.STORE;
import static bn.cpu.f32.FloatVectors.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * The gradient with respect to the inputs over the rows of a panel, like the loops of {@link FloatVectorPanels}. A vector of the
 * arguments is loaded before the result is stored, so that results may overwrite arguments.
 */
final class FloatVectorCombinePanels {

    private FloatVectorCombinePanels() {}

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
