package bn.conformance.kernel;

import bn.api.kernel.Adam;
import bn.conformance.check.Accuracy;

/**
 * The allowed errors of a step of Adam. The new mean and variance are computed element by element, so their errors are relative
 * to the sums of the absolute values of their terms. The step is a quotient of both: with the numerator M and its error m, the
 * denominator D and its error d, the error of M / D is at most (m + |M| d / D) / (D - d). The last operations add 16 u of the
 * parameter and of the step.
 */
record AdamBounds(Accuracy accuracy, Adam step, long number, AdamState before, AdamState after, double[] gradient) {

    /** The absolute values of the terms of the gradient with weight decay. */
    private double gradientSize(int i) {
        double decay = step.decoupled() ? 0 : step.weightDecay() * Math.abs(before.parameter()[i]);
        return Math.abs(gradient[i]) + decay;
    }

    double mean(int i) {
        double terms = step.beta1() * Math.abs(before.mean()[i]) + (1 - step.beta1()) * gradientSize(i);
        return accuracy.elementwise() * terms;
    }

    double variance(int i) {
        double terms = step.beta2() * before.variance()[i] + (1 - step.beta2()) * gradientSize(i) * gradientSize(i);
        return accuracy.elementwise() * terms;
    }

    double parameter(int i) {
        double meanCorrection = 1 - Math.pow(step.beta1(), (double) number);
        double varianceCorrection = Math.sqrt(1 - Math.pow(step.beta2(), (double) number));
        double root = Math.sqrt(after.variance()[i]);
        double numerator = Math.abs(after.mean()[i]) / meanCorrection;
        double denominator = root / varianceCorrection + step.eps();
        // sqrt(v + e) - sqrt(v) is at most e / sqrt(v), and at most sqrt(e).
        double rootError = variance(i) == 0 ? 0 : Math.min(variance(i) / root, Math.sqrt(variance(i)));
        double denominatorError = rootError / varianceCorrection + accuracy.elementwise() * denominator;
        double quotient = numerator / denominator;
        double quotientError = (mean(i) / meanCorrection + quotient * denominatorError)
                / Math.max(0, denominator - denominatorError);
        return accuracy.elementwise() * (Math.abs(before.parameter()[i]) + step.learningRate() * quotient)
                + step.learningRate() * quotientError;
    }
}
