package bn.api.kernel;

import bn.api.Tensor;

/** An activation on its own, for where no other kernel has it fused. */
public interface ActivationKernel {

    /** y = a(x). Any shape, the same for both; y may be x. */
    void forward(Activation activation, Tensor x, Tensor y);

    /** dx = dy a'(x), read off from y = a(x). Any shape, the same for all; dx may be dy. */
    void backward(Activation activation, Tensor y, Tensor dy, Tensor dx);
}
