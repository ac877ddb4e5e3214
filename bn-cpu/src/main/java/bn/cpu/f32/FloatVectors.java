package bn.cpu.f32;

import bn.cpu.channels.Area;
import bn.cpu.vectors.VectorMemory;
import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of the preferred length, from and to the memory of tensors and arrays. */
final class FloatVectors {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Elements of a vector. */
    static final int LANES = SPECIES.length();
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

    private FloatVectors() { }

    /** How many columns of an area these loops do. */
    static int bound(Area area) {
        return SPECIES.loopBound(area.width());
    }

    static FloatVector load(Object memory, int at) {
        try {
            return (FloatVector) LOAD.invokeExact(memory, at * Float.BYTES);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    static void store(FloatVector vector, Object memory, int at) {
        try {
            STORE.invokeExact(vector, memory, at * Float.BYTES);
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
    }

    static FloatVector at(float[] values, int j) {
        return FloatVector.fromArray(SPECIES, values, j);
    }

    /** dy, or 0 where ReLU gave y = 0. */
    static FloatVector behindRelu(FloatVector y, FloatVector dy) {
        return dy.blend(0, y.compare(VectorOperators.LE, 0));
    }
}
