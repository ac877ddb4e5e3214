package bn.experiments.network;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ElementwiseKernel;
import java.util.function.Consumer;

/**
 * The gradient of the loss with respect to the outputs of a node: the sum of what the nodes that read them contribute in a backward
 * pass. The storage may be shared with other nodes whose gradients are not needed at the same time.
 */
final class GradientBuffer {
    private final Tensor storage;
    private final Tensor scratch;
    private final ElementwiseKernel sums;
    private boolean filled;

    /**
     * A buffer.
     *
     * @param storage holds the gradient of the largest batch
     * @param scratch as large, for contributions after the first; null if there is only one
     * @param sums adds contributions; null if there is only one
     */
    GradientBuffer(Tensor storage, Tensor scratch, ElementwiseKernel sums) {
        this.storage = storage;
        this.scratch = scratch;
        this.sums = sums;
    }

    /** The gradient of a batch of n examples. */
    Tensor rows(int n) {
        return storage.rows(0, n);
    }

    /** Starts a backward pass: nothing was contributed yet. */
    void clear() {
        filled = false;
    }

    /** Whether it uses the storage of another one. */
    boolean isSharedWith(GradientBuffer other) {
        return storage == other.storage;
    }

    /** Takes what is in the storage as the first contribution. */
    void markFilled() {
        filled = true;
    }

    /** Adds a contribution, which the argument writes to the tensor that it is given. */
    void receive(int n, Consumer<Tensor> write) {
        if (!filled) {
            write.accept(rows(n));
            filled = true;
            return;
        }
        Tensor addend = scratch.rows(0, n);
        write.accept(addend);
        sums.add(rows(n), addend, Activation.IDENTITY, rows(n));
    }
}
