package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;

/** Compares the gradients of kernels with central differences of their forward passes. */
final class FiniteDifferences {

    private FiniteDifferences() {}

    /**
     * Fails if a gradient is not that of sum_i dy_i y_i(x).
     *
     * @param forward y from x
     * @param x where the gradient is taken
     * @param dy gradient with respect to y
     * @param gradient gradient with respect to x
     * @param step of the differences; any step is exact where y is linear in an element of x
     */
    static void assertGradient(UnaryOperator<double[]> forward, double[] x, double[] dy, double[] gradient, double step) {
        for (int k = 0; k < x.length; k++) {
            double[] more = x.clone();
            double[] less = x.clone();
            more[k] += step;
            less[k] -= step;
            double[] above = forward.apply(more);
            double[] below = forward.apply(less);
            double slope = 0;
            for (int i = 0; i < dy.length; i++) {
                slope += dy[i] * (above[i] - below[i]) / (2 * step);
            }
            assertEquals(slope, gradient[k], 1e-9, "element " + k);
        }
    }
}
