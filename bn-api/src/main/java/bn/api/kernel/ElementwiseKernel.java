package bn.api.kernel;

import bn.api.Tensor;

/** An optional kernel ({@link bn.api.backend.Backend#optional}): sums and products of tensors, as residual networks need them. */
public interface ElementwiseKernel {

    /**
     * y = activation(a + b). Any shape, the same for all; y may be a or b.
     *
     * @param a first term
     * @param b second term
     * @param activation one of {@link Activation#fused}
     * @param y receives the sums
     */
    void add(Tensor a, Tensor b, Activation activation, Tensor y);

    /** y = a b, element by element. Any shape, the same for all; y may be a or b. */
    void multiply(Tensor a, Tensor b, Tensor y);

    /**
     * Multiplies each channel of each example by a number: {@code y[n,c,e] = x[n,c,e] factors[n,c]}.
     *
     * @param x inputs, N x C x H x W
     * @param factors N x C
     * @param y receives the products, shape of x; may be x
     */
    void scaleChannels(Tensor x, Tensor factors, Tensor y);

    /**
     * The gradient of {@link #scaleChannels} with respect to the factors: {@code dFactors[n,c] = sum over e of dy[n,c,e] x[n,c,e]}.
     *
     * @param x inputs of the forward pass, N x C x H x W
     * @param dy gradient of the loss with respect to the outputs, shape of x
     * @param dFactors receives the gradient with respect to the factors, N x C
     */
    void scaleChannelsBackward(Tensor x, Tensor dy, Tensor dFactors);
}
