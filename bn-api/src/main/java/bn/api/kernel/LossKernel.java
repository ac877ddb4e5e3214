package bn.api.kernel;

import bn.api.Tensor;
import org.jspecify.annotations.Nullable;

/** The losses and their gradients. */
public interface LossKernel {

    /**
     * Computes a loss.
     *
     * @param loss which one
     * @param z outputs of the network, N x K
     * @param targets one-hot rows or probabilities for the cross-entropy, values for the squared loss, N x K
     * @param dz receives the gradient of the mean loss with respect to z (with the factor 1/N), N x K; may be z; null for none
     * @param metrics receives two numbers (a tensor of 2 elements): the mean loss, and the number of correct predictions, which
     *     are the examples whose largest output is in the column of their largest target (the first of equal ones). A NaN or an
     *     infinity among the outputs makes the loss NaN or infinite.
     */
    void compute(Loss loss, Tensor z, Tensor targets, @Nullable Tensor dz, Tensor metrics);
}
