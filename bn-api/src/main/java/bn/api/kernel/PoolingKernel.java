package bn.api.kernel;

import bn.api.Tensor;

/**
 * An optional kernel ({@link bn.api.backend.Backend#optional}): pooling of images N x C x H x W. On each side the padding is
 * smaller than the reach of the window, and no window is padding alone ({@link WindowAxis#hasEmptyWindow}). No result may share storage with another argument.
 */
public interface PoolingKernel {

    /**
     * Pools each channel. A NaN in a window makes its output NaN.
     *
     * @param pooling what is made of a window
     * @param window size, stride, dilation and padding
     * @param x inputs, N x C x H x W
     * @param y receives the outputs, N x C x H' x W'
     */
    void forward(Pooling pooling, Window window, Tensor x, Tensor y);

    /**
     * The gradient with respect to the inputs. Which inputs of an image get the gradient of an output that is NaN is not defined.
     *
     * @param pooling as in the forward pass
     * @param window as in the forward pass
     * @param x inputs of the forward pass (read only for {@link Pooling#MAX})
     * @param y outputs of the forward pass (read only for {@link Pooling#MAX})
     * @param dy gradient of the loss with respect to the outputs, N x C x H' x W'
     * @param dx receives the gradient with respect to the inputs, N x C x H x W
     */
    void backward(Pooling pooling, Window window, Tensor x, Tensor y, Tensor dy, Tensor dx);

    /**
     * The mean over all positions.
     *
     * @param x inputs, N x C x H x W
     * @param y receives the means, N x C
     */
    void globalAverage(Tensor x, Tensor y);

    /**
     * The gradient of {@link #globalAverage}: {@code dx[n,c,i,j] = dy[n,c] / (H W)}.
     *
     * @param dy gradient of the loss with respect to the means, N x C
     * @param dx receives the gradient with respect to the inputs, N x C x H x W
     */
    void globalAverageBackward(Tensor dy, Tensor dx);
}
