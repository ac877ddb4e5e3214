package bn.experiments.bench;

import java.util.Optional;

/** A limit of the machine, to be measured beside what backends do (Williams, Waterman and Patterson 2009). */
@FunctionalInterface
public interface Roofline {
    /** The label of its measurements. */
    String LABEL = "memory";

    /**
     * Something that does nothing but what the work has to do at least, or empty if there is no such thing.
     *
     * @param tensorBytes size of all tensors that the work is on
     */
    Optional<Runnable> of(Work work, double tensorBytes);
}
