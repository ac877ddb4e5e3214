package bn.conformance.kernel;

import bn.api.kernel.Loss;
import bn.conformance.check.Accuracy;

/**
 * How far losses and their gradients may be off. For the cross-entropy, with S(n) the error of a sum of n values and u a
 * rounding:
 *
 * <ul>
 * <li>a probability p = exp(z - max) / sum is off by (K + 64) u + S(K) of itself: the sum S(K), the sum of the targets K u, and
 * for outputs whose differences are at most 32 the rounding of z - max 32 u, an exponential of 4 ulp 8 u, above and in the sum,
 * and 16 u for quotients and products;
 * <li>the logarithm of the sum is off by S(K) + 64 u, once for each target's weight, and each term z - log sum by 4 u of its
 * parts;
 * <li>the terms add up with S(N K).
 * </ul>
 */
final class LossBounds {
    private final LossData data;
    private final Accuracy accuracy;

    LossBounds(Accuracy accuracy, LossData data) {
        this.accuracy = accuracy;
        this.data = data;
    }

    /** Of an element of the gradient, given the reference's. */
    double gradient(int element, double expected) {
        if (data.loss() == Loss.SQUARED) {
            return accuracy.elementwise() * Math.abs(expected);
        }
        double target = data.t()[element];
        double probability = Math.abs(expected * data.n() + target);
        double error = (data.k() + 64) * accuracy.unit() + accuracy.sum(data.k());
        return error * (probability + Math.abs(target)) / data.n();
    }

    /** Of the mean loss, given the reference's. */
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
