package bn.cpu.f32;

import bn.cpu.channels.Region;
import bn.cpu.vectors.VectorMemory;
import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loads and stores vectors of the preferred length in the memory of tensors. The handles take (memory, byteOffset) and (vector,
 * memory, byteOffset).
 *
 * <p>Loops must call these handles and the Vector API directly. HotSpot has to inline every method that a vector is passed to or
 * returned from; otherwise the vector becomes an object on the heap. It always inlines these calls. It does not always inline a
 * method of our own: it stops when the code that is compiled together has grown too large (NodeCountInliningCutoff), which
 * depends on the order of compilation.
 */
final class FloatVectors {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Number of elements of a vector. */
    static final int LANES = SPECIES.length();
    /** Number of bytes of a vector. */
    static final int VECTOR = LANES * Float.BYTES;
    /** Number of columns of a panel, which has four vectors. */
    static final int PANEL = 4 * LANES;
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

    private FloatVectors() {}

    /** How many columns of a region fill whole vectors. */
    static int bound(Region region) {
        return SPECIES.loopBound(region.width());
    }
}
