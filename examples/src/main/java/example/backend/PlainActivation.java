package example.backend;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;

/** Activations, element by element, in float64; NaN stays NaN. */
final class PlainActivation implements ActivationKernel {

    /** a(z). */
    static double apply(Activation activation, double z) {
        return switch (activation.kind()) {
            case IDENTITY -> z;
            case RELU -> Math.max(z, 0);
            case CLIP -> Math.min(Math.max(z, activation.alpha()), activation.beta());
            case LEAKY_RELU -> z > 0 ? z : activation.alpha() * z;
            case SIGMOID -> 1 / (1 + Math.exp(-z));
            case TANH -> Math.tanh(z);
            case HARD_SIGMOID -> Math.min(Math.max(activation.alpha() * z + activation.beta(), 0), 1);
            case SILU -> z / (1 + Math.exp(-z));
            case HARD_SWISH -> z * Math.min(Math.max(z + 3, 0), 6) / 6;
        };
    }

    /** da a'(z), from z for SiLU and hard swish, and from a(z) for the others. */
    static double slope(Activation activation, double saved, double da) {
        if (activation.equals(Activation.IDENTITY)) {
            return da;
        }
        return Double.isNaN(saved) ? saved : da * derivative(activation, saved);
    }

    private static double derivative(Activation activation, double saved) {
        return switch (activation.kind()) {
            case IDENTITY -> 1;
            case RELU -> saved > 0 ? 1 : 0;
            // The outputs are float32, so the ends that they are compared with have to be.
            case CLIP -> saved > (float) activation.alpha() && saved < (float) activation.beta() ? 1 : 0;
            case LEAKY_RELU -> saved > 0 ? 1 : activation.alpha();
            case SIGMOID -> saved * (1 - saved);
            case TANH -> 1 - saved * saved;
            case HARD_SIGMOID -> saved > 0 && saved < 1 ? activation.alpha() : 0;
            case SILU -> {
                double sigmoid = 1 / (1 + Math.exp(-saved));
                yield sigmoid * (1 + saved * (1 - sigmoid));
            }
            case HARD_SWISH -> saved <= -3 ? 0 : saved >= 3 ? 1 : (2 * saved + 3) / 6;
        };
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
    public void backward(Activation activation, Tensor saved, Tensor dy, Tensor dx) {
        PlainTensor values = (PlainTensor) saved;
        PlainTensor slopes = (PlainTensor) dy;
        PlainTensor result = (PlainTensor) dx;
        for (int i = 0; i < values.shape().elements(); i++) {
            result.set(i, slope(activation, values.get(i), slopes.get(i)));
        }
    }
}
