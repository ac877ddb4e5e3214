package bn.api.linalg;

/**
 * Eigendecompositions of symmetric float64 matrices on the host. A service, found by {@link java.util.ServiceLoader}: bn-theory
 * uses the first one that is available. If there is none, it uses its own, which is slower and as accurate.
 */
public interface SymmetricEigenSolver {

    /** Whether it can be used on this machine. Must not throw. */
    boolean isAvailable();

    /**
     * A = U^T diag(values) U with orthonormal rows of U, with a backward error of a small multiple of d 2^-53 |A|.
     *
     * @param matrix A, row-major, d x d, symmetric and finite; replaced by U: row j is the eigenvector of values[j]
     * @param d number of rows, at least 1
     * @param values receives the eigenvalues, smallest first, length d
     * @throws bn.api.BnException if it does not converge or there is not enough memory
     */
    void decompose(double[] matrix, int d, double[] values);
}
