package bn.api.kernel;

import bn.api.Tensor;

/** Updates of parameters. */
public interface UpdateKernel {

    /**
     * One step of {@link Sgd}. All tensors have the same shape; the gradient is not changed.
     *
     * @param parameter updated
     * @param gradient of the loss, without weight decay
     * @param velocity updated
     * @param step the step to take
     */
    void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step);
}
