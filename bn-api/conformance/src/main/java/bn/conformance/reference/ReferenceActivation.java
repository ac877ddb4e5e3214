package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;

/** Activations, element by element. */
final class ReferenceActivation implements ActivationKernel {

    /** a(z); NaN stays NaN. */
    static double apply(Activation activation, double z) {
        return activation.equals(Activation.RELU) && z <= 0 ? 0 : z;
    }

    /** slope a'(z), computed from a(z); NaN if a(z) is NaN. */
    static double chain(Activation activation, double a, double slope) {
        if (activation.equals(Activation.IDENTITY)) {
            return slope;
        }
        return Double.isNaN(a) ? a : a > 0 ? slope : 0;
    }

    @Override
    public void forward(Activation activation, Tensor x, Tensor y) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor out = (HeapTensor) y;
        for (int i = 0; i < in.shape().elements(); i++) {
            out.set(i, apply(activation, in.get(i)));
        }
    }

    @Override
    public void backward(Activation activation, Tensor y, Tensor dy, Tensor dx) {
        HeapTensor outputs = (HeapTensor) y;
        HeapTensor outputGradients = (HeapTensor) dy;
        HeapTensor result = (HeapTensor) dx;
        for (int i = 0; i < outputs.shape().elements(); i++) {
            result.set(i, chain(activation, outputs.get(i), outputGradients.get(i)));
        }
    }
}
