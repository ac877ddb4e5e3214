package bn.conformance.kernel;

import bn.api.kernel.Loss;
import bn.conformance.check.Accuracy;

/**
 * The allowed errors of losses and their gradients. For the cross-entropy, with S(n) the relative error of a sum of n values and
 * u one rounding:
 *
 * <ul>
 * <li>the relative error of a probability p = exp(z - max) / sum is (K + 64) u + S(K): S(K) from the sum, K u from the sum of the
 * targets, 32 u from the rounding of z - max (for outputs that differ by at most 32), 8 u from the exponential (4 ulp) in
 * numerator and denominator each, and 16 u from quotients and products;
 * <li>the error of the logarithm of the sum is S(K) + 64 u, times the target; that of each term z - log sum is 4 u times its
 * parts;
 * <li>the sum over all terms adds S(N K).
 * </ul>
 */
final class LossBounds {
    private final LossData data;
    private final Accuracy accuracy;

    LossBounds(Accuracy accuracy, LossData data) {
        this.accuracy = accuracy;
        this.data = data;
    }

    /** The allowed error of an element of the gradient, given the value of the reference. */
    double gradient(int element, double expected) {
        if (data.loss() == Loss.SQUARED) {
            return accuracy.elementwise() * Math.abs(expected);
        }
        double target = data.t()[element];
        double probability = Math.abs(expected * data.n() + target);
        double error = (data.k() + 64) * accuracy.unit() + accuracy.sum(data.k());
        return error * (probability + Math.abs(target)) / data.n();
    }

    /** The allowed error of the mean loss, given the value of the reference. */
    double loss(double expected) {
        double sum = accuracy.sum((long) data.n() * data.k());
        if (data.loss() == Loss.SQUARED) {
            return (sum + accuracy.elementwise()) * expected;
        }
        double terms = 0;
        double weight = 0;
        double parts = 0;
        for (int i = 0; i < data.n(); i++) {
            double logSum = logSum(i);
            for (int j = i * data.k(); j < (i + 1) * data.k(); j++) {
                double target = Math.abs(data.t()[j]) / data.n();
                terms += target * Math.abs(logSum - data.z()[j]);
                weight += target;
                parts += target * (Math.abs(logSum) + Math.abs(data.z()[j]));
            }
        }
        return sum * terms + (accuracy.sum(data.k()) + 64 * accuracy.unit()) * weight + 4 * accuracy.unit() * parts;
    }

    private double logSum(int row) {
        double total = 0;
        for (int j = row * data.k(); j < (row + 1) * data.k(); j++) {
            total += Math.exp(data.z()[j]);
        }
        return Math.log(total);
    }
}
