package bn.benchmarks.roofline;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes over memory as in batch norm, with almost no arithmetic; the names are those of the STREAM benchmark. Lengths are
 * multiples of {@link #STEP}.
 */
final class StreamKernels {
    /** Lengths are multiples of this: two cache lines, and two of the widest vectors. */
    static final int STEP = 32;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private StreamKernels() {}

    /** Reads x, writes y. */
    static void copy(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).mul(1.0001f).intoArray(y, i);
        }
    }

    /** Reads x and y, writes z. */
    static void triad(float[] x, float[] y, float[] z, int from, int to) {
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).fma(half, FloatVector.fromArray(SPECIES, y, i)).intoArray(z, i);
        }
    }

    /** Reads x. */
    static float sum(float[] x, int from, int to) {
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = even;
        for (int i = from; i < to; i += 2 * LANES) {
            even = even.add(FloatVector.fromArray(SPECIES, x, i));
            odd = odd.add(FloatVector.fromArray(SPECIES, x, i + LANES));
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }

    /** Reads x and y. */
    static float dot(float[] x, float[] y, int from, int to) {
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = even;
        for (int i = from; i < to; i += 2 * LANES) {
            even = FloatVector.fromArray(SPECIES, x, i).fma(FloatVector.fromArray(SPECIES, y, i), even);
            odd = FloatVector.fromArray(SPECIES, x, i + LANES).fma(FloatVector.fromArray(SPECIES, y, i + LANES), odd);
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }
}
