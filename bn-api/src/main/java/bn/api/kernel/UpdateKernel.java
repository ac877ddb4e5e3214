package bn.api.kernel;

import bn.api.Tensor;

/** The update of parameters. */
public interface UpdateKernel {

    /**
     * One step of {@link Sgd}. All tensors have the same shape; the gradient is left as it is.
     *
     * @param parameter updated
     * @param gradient of the loss, without the weight decay's part
     * @param velocity updated
     * @param step the step to take
     */
    void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step);
}
