package bn.api.kernel;

import bn.api.Tensor;

/** An optional kernel ({@link bn.api.backend.Backend#optional}): updates of parameters by {@link Adam}. */
public interface AdamKernel {

    /**
     * One step. All tensors have the same shape; the gradient is not changed. The factors 1 - beta and 1 - beta^t are computed in
     * float64: in float32, 1 - 0.999 would lose three digits.
     *
     * @param parameter updated
     * @param gradient of the loss, without weight decay
     * @param mean running mean of the gradients, updated
     * @param variance running mean of their squares, updated
     * @param step the step to take
     * @param number its number t, counted from 1
     */
    void adam(Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, Adam step, long number);
}
