package bn.experiments.bench;

import bn.api.DType;

/** Something that backends are timed on. */
public interface Workload {

    /** What is computed, for example {@code dense forward}. */
    String name();

    /** On how much, in the form of the options, for example {@code 128x784x512}. */
    String size();

    /** Number of elements of all its tensors together. */
    double elements();

    /** What one call has to do. */
    Work work(DType dtype);

    /** Makes and fills its tensors in a backend. */
    PreparedWorkload prepare(Operands operands);
}
