package bn.experiments.bench;

import bn.api.DType;
import bn.api.backend.Backend;

/** A computation that backends are timed on. */
public interface Workload {

    /** What is computed, for example {@code dense forward}. */
    String name();

    /** The shape of its data, for example {@code 128x784x512}. */
    String size();

    /** Number of elements of all its tensors together. */
    double elements();

    /** What one call has to do. */
    Work work(DType dtype);

    /** Whether a backend has the kernels for it. */
    default boolean runsOn(Backend backend) {
        return true;
    }

    /** Allocates and fills its tensors on a backend. */
    PreparedWorkload prepare(Operands operands);
}
