package bn.api.kernel;

import bn.api.Tensor;
import org.jspecify.annotations.Nullable;

/** A fully connected layer. Weights have shape O x I, one row per unit. No result may share storage with another argument. */
public interface DenseKernel {

    /**
     * y = x W^T + b.
     *
     * @param x inputs, N x I
     * @param weights W, O x I
     * @param bias b, shape O, or null for none
     * @param y receives the outputs, N x O
     */
    void forward(Tensor x, Tensor weights, @Nullable Tensor bias, Tensor y);

    /**
     * dx = dy W.
     *
     * @param dy gradient of the loss with respect to the outputs, N x O
     * @param weights W, O x I
     * @param dx receives the gradient with respect to the inputs, N x I
     */
    void backwardInput(Tensor dy, Tensor weights, Tensor dx);

    /**
     * dW = dy^T x and db = sum of the rows of dy.
     *
     * @param x inputs of the forward pass, N x I
     * @param dy gradient of the loss with respect to the outputs, N x O
     * @param dWeights receives the gradient with respect to W, O x I, overwritten
     * @param dBias receives the gradient with respect to b, shape O, overwritten, or null for none
     */
    void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, @Nullable Tensor dBias);
}
