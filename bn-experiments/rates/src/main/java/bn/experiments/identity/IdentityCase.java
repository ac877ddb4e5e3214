package bn.experiments.identity;

import bn.api.DType;

/**
 * A check of T2 on random data.
 *
 * @param dtype label of the dtype of the kernels
 * @param shape batch x inputs x units
 * @param eps of the normalization
 * @param maxRelativeError largest over the units: difference of the gradients relative to the size of the terms of T2
 * @param bar what it is held against
 * @param passed whether it is met
 */
public record IdentityCase(String dtype, String shape, double eps, double maxRelativeError, double bar, boolean passed) {

    /** The case with its bar: 1e-10 in float64, 1e-4 in float32. */
    static IdentityCase of(DType dtype, String shape, double eps, double error) {
        double bar = dtype == DType.FLOAT64 ? 1e-10 : 1e-4;
        return new IdentityCase(dtype.label(), shape, eps, error, bar, error <= bar);
    }
}
