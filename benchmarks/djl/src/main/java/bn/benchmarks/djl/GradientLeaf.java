package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Leaves of the graph of a single step. */
final class Leaves {

    private Leaves() { }

    /** An alias of a tensor that collects a gradient of its own, freed with the step. */
    static NDArray of(NDArray tensor, NDManager step) {
        NDArray leaf = tensor.stopGradient();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        return leaf;
    }
}
