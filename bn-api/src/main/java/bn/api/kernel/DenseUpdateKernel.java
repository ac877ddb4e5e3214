package bn.api.kernel;

import bn.api.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An optional fused kernel ({@link bn.api.backend.Backend#optional}): the SGD update of the weights inside the matrix product
 * that computes their gradient, which is then never stored.
 */
public interface DenseUpdateKernel {

    /**
     * {@link DenseKernel#backwardParameters}, then {@link UpdateKernel#sgd} of the weights with the result.
     *
     * @param x inputs of the forward pass, N x I
     * @param dy gradient of the loss with respect to the outputs, N x O
     * @param weights W, O x I, updated
     * @param velocity of the weights, O x I, updated
     * @param step the step to take, without Nesterov's momentum
     * @param dBias receives the gradient with respect to b, shape O, overwritten, or null for none
     */
    void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, @Nullable Tensor dBias);
}
