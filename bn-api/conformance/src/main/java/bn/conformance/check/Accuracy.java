package bn.conformance.check;

import bn.api.DType;

/**
 * The accuracy rules of {@link bn.api.backend.Backend} as relative errors, to be multiplied with the size of the terms. To the
 * rounding of the dtype under test comes that of the reference's float64, which obeys the same rules.
 *
 * @param dtype under test
 */
public record Accuracy(DType dtype) {

    /** One rounding. */
    public double unit() {
        return (dtype.epsilon() + DType.FLOAT64.epsilon()) / 2;
    }

    /** A sum, a mean or a scatter over n values. */
    public double sum(long n) {
        return (640 + n / 16.0) * unit();
    }

    /** An element of a matrix product with this inner size, and a sum of so many products. */
    public double product(long inner) {
        return (inner + 2) * unit();
    }

    /** What an element is computed to from few others. */
    public double elementwise() {
        return 16 * unit();
    }
}
