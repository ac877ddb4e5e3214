package bn.api.kernel;

import bn.api.Tensor;

/**
 * Batch normalization (Ioffe and Szegedy 2015) of inputs of shape N x C x E: batch, channels, spatial size. A tensor of shape
 * N x C has spatial size 1, images N x C x H x W have spatial size H W. The statistics of a channel are taken over its N E values.
 * The activation is one of {@link Activation#fused}.
 *
 * <p>With mean m and biased variance q of a channel: xhat = (x - m) / sqrt(q + eps), y = a(gamma xhat + beta).
 * A channel of zero variance and eps = 0 has xhat = 0, and passes no gradient to its inputs.
 * All tensors have the same dtype. A mean far larger than the standard deviation costs no more accuracy than the rounding of the
 * inputs does. The rounding of the stored mean has no effect on the outputs of a training batch; it may have one on the
 * gradients.
 */
public interface BatchNormKernel {

    /**
     * Normalizes with the statistics of this batch and stores them.
     *
     * @param x inputs, N x C x E
     * @param affine gamma and beta
     * @param eps added to the variance, at least 0
     * @param activation applied last
     * @param batch receives the mean and the biased variance of the batch
     * @param y receives the outputs, shape of x, not x itself
     */
    void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y);

    /**
     * Normalizes with given statistics.
     *
     * @param x inputs, N x C x E
     * @param affine gamma and beta
     * @param eps added to the variance, at least 0
     * @param activation applied last
     * @param statistics mean and variance to normalize with
     * @param y receives the outputs, shape of x; may be x
     */
    void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics, Tensor y);

    /**
     * The gradient of {@link #forward}, through the batch statistics too.
     *
     * @param x inputs of the forward pass
     * @param y outputs of the forward pass (read only if there is an activation)
     * @param dy gradient of the loss with respect to y
     * @param affine gamma and beta of the forward pass
     * @param eps as in the forward pass
     * @param activation as in the forward pass
     * @param batch statistics that the forward pass stored
     * @param dx receives the gradient with respect to x; may be dy
     * @param gradient receives the gradients with respect to gamma and beta; what was there is overwritten
     */
    void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient);

    /**
     * Moves running statistics towards those of a batch: running = (1 - weight) running + weight batch.
     *
     * @param running mean and variance to move
     * @param batch mean and biased variance of a batch
     * @param weight weight of the batch, from 0 to 1
     * @param estimator which estimate of the variance is averaged
     * @param count number N E of values per channel in the batch
     */
    void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator, long count);
}
