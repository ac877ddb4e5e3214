package bn.cpu.f32;

import bn.cpu.channels.Area;
import bn.cpu.vectors.VectorMemory;
import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of the preferred length, from and to the memory of tensors: the handles take (memory, byte) and (vector, memory, byte).
 *
 * <p>Loops call these handles and the Vector API themselves. HotSpot must inline all that a vector passes through, or the vector
 * becomes an object. It does so for these calls, but not for a method of ours between them: that is left alone once the loops that
 * are compiled together have grown too large (NodeCountInliningCutoff), which depends on what was compiled first.
 */
final class FloatVectors {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Elements of a vector. */
    static final int LANES = SPECIES.length();
    static final MethodHandle LOAD;
    static final MethodHandle STORE;

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
}
