package bn.conformance.kernel;

import bn.api.kernel.Activation;
import bn.conformance.check.Accuracy;

/**
 * The allowed errors of activations and their gradients, by the rules for results that are computed element by element and for
 * exponentials. Comparisons and clipping do not increase the errors of the terms between the kinks; constant pieces are exact.
 */
record ActivationBounds(Accuracy accuracy, Activation activation) {

    /** Of a = a(z). */
    double forward(double z, double a) {
        return switch (activation.kind()) {
            case IDENTITY, RELU, CLIP -> 0;
            case LEAKY_RELU -> z > 0 ? 0 : accuracy.elementwise() * activation.alpha() * Math.abs(z);
            case HARD_SIGMOID -> hardSigmoid(z);
            case HARD_SWISH -> z <= -3 ? 0 : accuracy.elementwise() * Math.abs(z);
            case SIGMOID, TANH, SILU -> 64 * accuracy.unit() * (1 + Math.abs(a));
        };
    }

    /** Where the sum of both terms is certainly outside 0 and 1, it is clipped and has no error. */
    private double hardSigmoid(double z) {
        double error = accuracy.elementwise() * (activation.alpha() * Math.abs(z) + Math.abs(activation.beta()));
        double sum = activation.alpha() * z + activation.beta();
        return sum + error < 0 || sum - error > 1 ? 0 : error;
    }

    /** Of dy a'(z), from what the forward pass saved. */
    double backward(double saved, double dy) {
        double size = Math.abs(dy);
        return switch (activation.kind()) {
            case IDENTITY, RELU, CLIP -> 0;
            case LEAKY_RELU -> saved > 0 ? 0 : accuracy.elementwise() * activation.alpha() * size;
            case HARD_SIGMOID -> saved > 0 && saved < 1 ? accuracy.elementwise() * activation.alpha() * size : 0;
            case HARD_SWISH -> Math.abs(saved) >= 3 ? 0 : accuracy.elementwise() * size * (Math.abs(saved) / 3 + 0.5);
            case SIGMOID, TANH, SILU -> 128 * accuracy.unit() * size;
        };
    }
}
