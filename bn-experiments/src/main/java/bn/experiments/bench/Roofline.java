package bn.experiments.bench;

import java.util.Optional;

/** A limit of the machine, measured in turn with the backends (Williams, Waterman and Patterson 2009). */
@FunctionalInterface
public interface Roofline {
    /** The label of its measurements. */
    String LABEL = "memory";

    /**
     * A program that does only what the work needs at least; empty if this roofline does not limit it.
     *
     * @param tensorBytes size of all tensors of the workload
     */
    Optional<Runnable> of(Work work, double tensorBytes);
}
