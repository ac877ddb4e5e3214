package bn.api.kernel;

import bn.api.Tensor;

/** An activation that is not fused with another kernel. */
public interface ActivationKernel {

    /** y = a(x). Any shape, the same for both; y may be x. */
    void forward(Activation activation, Tensor x, Tensor y);

    /** dx = dy a'(x), computed from y = a(x). Any shape, the same for all; dx may be dy. */
    void backward(Activation activation, Tensor y, Tensor dy, Tensor dx);
}
