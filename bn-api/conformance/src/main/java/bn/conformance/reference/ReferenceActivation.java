package bn.conformance.reference;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;

/** Activations, element by element. */
final class ReferenceActivation implements ActivationKernel {

    /** a(z); NaN stays NaN. */
    static double apply(Activation activation, double z) {
        return switch (activation.kind()) {
            case IDENTITY -> z;
            case RELU -> Math.max(z, 0);
            case CLIP -> Math.min(Math.max(z, activation.alpha()), activation.beta());
            case LEAKY_RELU -> z > 0 ? z : activation.alpha() * z;
            case SIGMOID -> sigmoid(z);
            case TANH -> Math.tanh(z);
            case HARD_SIGMOID -> Math.min(Math.max(activation.alpha() * z + activation.beta(), 0), 1);
            case SILU -> z * sigmoid(z);
            case HARD_SWISH -> z * (Math.min(Math.max(z + 3, 0), 6) / 6);
        };
    }

    /** slope a'(z), computed from a(z) or from z; NaN if that is NaN. */
    static double chain(Activation activation, double saved, double slope) {
        double derivative = derivative(activation, saved);
        return derivative == 0 ? 0 : derivative * slope;
    }

    private static double derivative(Activation activation, double saved) {
        if (activation.kind() == Activation.Kind.IDENTITY) {
            return 1;
        }
        return Double.isNaN(saved) ? saved : activation.usesInput() ? fromInput(activation, saved)
                : fromOutput(activation, saved);
    }

    private static double fromOutput(Activation activation, double a) {
        return switch (activation.kind()) {
            case RELU -> a > 0 ? 1 : 0;
            case CLIP -> a > activation.alpha() && a < activation.beta() ? 1 : 0;
            case LEAKY_RELU -> a > 0 ? 1 : activation.alpha();
            case SIGMOID -> a * (1 - a);
            case TANH -> (1 + a) * (1 - a);
            case HARD_SIGMOID -> a > 0 && a < 1 ? activation.alpha() : 0;
            default -> throw new IllegalArgumentException(activation.toString());
        };
    }

    private static double fromInput(Activation activation, double z) {
        return switch (activation.kind()) {
            case SILU -> sigmoid(z) * (1 + z * sigmoid(-z));
            case HARD_SWISH -> z <= -3 ? 0 : z >= 3 ? 1 : z / 3 + 0.5;
            default -> throw new IllegalArgumentException(activation.toString());
        };
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** With the ends of a clip as outputs of this dtype have them. */
    private static Activation rounded(Activation activation, DType dtype) {
        boolean single = activation.kind() == Activation.Kind.CLIP && dtype == DType.FLOAT32;
        return single ? Activation.clip((float) activation.alpha(), (float) activation.beta()) : activation;
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
    public void backward(Activation activation, Tensor saved, Tensor dy, Tensor dx) {
        Activation rounded = rounded(activation, saved.dtype());
        HeapTensor values = (HeapTensor) saved;
        HeapTensor outputGradients = (HeapTensor) dy;
        HeapTensor result = (HeapTensor) dx;
        for (int i = 0; i < values.shape().elements(); i++) {
            result.set(i, chain(rounded, values.get(i), outputGradients.get(i)));
        }
    }
}
