package bn.api.kernel;

import bn.api.Tensor;

/**
 * Activations that are not fused with another kernel: all of {@link Activation.Kind}. The ends of a clip are first rounded to the
 * dtype; other parameters may be. SiLU and hard swish of -infinity, and their derivatives at infinities, are not defined.
 */
public interface ActivationKernel {

    /** y = a(x). Any shape, the same for both; y may be x. */
    void forward(Activation activation, Tensor x, Tensor y);

    /**
     * dx = dy a'(x). Any shape, the same for all; dx may be dy.
     *
     * @param activation as in the forward pass
     * @param saved the outputs of the forward pass, or its inputs if {@link Activation#usesInput}
     * @param dy gradient of the loss with respect to the outputs
     * @param dx receives the gradient with respect to the inputs
     */
    void backward(Activation activation, Tensor saved, Tensor dy, Tensor dx);
}
