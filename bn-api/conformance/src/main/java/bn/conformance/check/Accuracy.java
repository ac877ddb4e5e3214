package bn.conformance.check;

import bn.api.DType;

/**
 * The accuracy rules of {@link bn.api.backend.Backend} as relative errors, to be multiplied by the absolute values of the terms.
 * They include the rounding errors of the reference, which computes in float64 by the same rules.
 *
 * @param dtype under test
 */
public record Accuracy(DType dtype) {

    /** One rounding. */
    public double unit() {
        return (dtype.epsilon() + DType.FLOAT64.epsilon()) / 2;
    }

    /** A sum, a mean or a sum of squared deviations of n values. */
    public double sum(long n) {
        return (640 + n / 16.0) * unit();
    }

    /** An element of a matrix product with this inner size, that is, a sum of that many products. */
    public double product(long inner) {
        return (inner + 2) * unit();
    }

    /** An element that is computed from a few others. */
    public double elementwise() {
        return 16 * unit();
    }
}
