package bn.api.kernel;

import bn.api.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An optional kernel ({@link bn.api.backend.Backend#optional}): convolutions of images N x C x H x W with weights
 * O x C/groups x KH x KW. No result may share storage with another argument.
 *
 * <p>Accuracy: an output is a sum of K = C/groups KH KW products, a gradient with respect to an input one of at most
 * O/groups KH KW, and a gradient with respect to a weight one of N H' W'; the bounds are those of elements of matrix products. A
 * gradient with respect to a bias is a sum of N H' W' values. Products with the padding may be left out, even those with a weight
 * that is not finite. What is not finite in one image has no effect on the results of another one.
 */
public interface ConvolutionKernel {

    /**
     * {@code y[n,o,i,j] = b[o] + sum over c, p, q of W[o,c,p,q] x[n,c',i',j']}, where c' is the channel c of the group of o, and i'
     * and j' are as {@link WindowAxis} says; x is 0 in the padding.
     *
     * @param convolution geometry
     * @param x inputs, N x C x H x W
     * @param weights W, O x C/groups x KH x KW
     * @param bias b, shape O, or null for none
     * @param y receives the outputs, N x O x H' x W'
     */
    void forward(Convolution convolution, Tensor x, Tensor weights, @Nullable Tensor bias, Tensor y);

    /**
     * The gradient with respect to the inputs.
     *
     * @param convolution geometry
     * @param dy gradient of the loss with respect to the outputs, N x O x H' x W'
     * @param weights W, O x C/groups x KH x KW
     * @param dx receives the gradient with respect to the inputs, N x C x H x W
     */
    void backwardInput(Convolution convolution, Tensor dy, Tensor weights, Tensor dx);

    /**
     * The gradients with respect to the weights and the bias.
     *
     * @param convolution geometry
     * @param x inputs of the forward pass, N x C x H x W
     * @param dy gradient of the loss with respect to the outputs, N x O x H' x W'
     * @param dWeights receives the gradient with respect to W, O x C/groups x KH x KW, overwritten
     * @param dBias receives the gradient with respect to b, shape O, overwritten, or null for none
     */
    void backwardParameters(Convolution convolution, Tensor x, Tensor dy, Tensor dWeights, @Nullable Tensor dBias);
}
