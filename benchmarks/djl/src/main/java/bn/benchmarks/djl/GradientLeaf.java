package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** A leaf of the computation graph of a single step. */
final class GradientLeaf {

    private GradientLeaf() {}

    /** An alias of a tensor with a gradient of its own; it is freed with the step. */
    static NDArray of(NDArray tensor, NDManager step) {
        NDArray leaf = tensor.stopGradient();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        return leaf;
    }
}
