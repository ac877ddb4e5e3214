package example.backend;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;

/** Activations, element by element; NaN stays NaN. */
final class PlainActivation implements ActivationKernel {

    /** a(z). */
    static double apply(Activation activation, double z) {
        return activation.equals(Activation.RELU) && z <= 0 ? 0 : z;
    }

    /** da a'(z), read off from a = a(z). */
    static double slope(Activation activation, double a, double da) {
        if (activation.equals(Activation.IDENTITY) || a > 0) {
            return da;
        }
        return Double.isNaN(a) ? a : 0;
    }

    @Override
    public void forward(Activation activation, Tensor x, Tensor y) {
        PlainTensor inputs = (PlainTensor) x;
        PlainTensor outputs = (PlainTensor) y;
        for (int i = 0; i < inputs.shape().elements(); i++) {
            outputs.set(i, apply(activation, inputs.get(i)));
        }
    }

    @Override
    public void backward(Activation activation, Tensor y, Tensor dy, Tensor dx) {
        PlainTensor outputs = (PlainTensor) y;
        PlainTensor slopes = (PlainTensor) dy;
        PlainTensor result = (PlainTensor) dx;
        for (int i = 0; i < outputs.shape().elements(); i++) {
            result.set(i, slope(activation, outputs.get(i), slopes.get(i)));
        }
    }
}
