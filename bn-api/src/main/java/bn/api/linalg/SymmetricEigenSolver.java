package bn.api.linalg;

/**
 * Eigendecompositions of symmetric float64 matrices on the host. A service, found by {@link java.util.ServiceLoader}: the theory
 * takes the first one that is available, and decomposes by itself, more slowly and to the same accuracy, where there is none.
 */
public interface SymmetricEigenSolver {

    /** Whether it can be used here. Never throws. */
    boolean isAvailable();

    /**
     * A = U^T diag(values) U with orthonormal rows of U, to a backward error of a modest multiple of d 2^-53 |A|.
     *
     * @param matrix A, row-major, d x d, symmetric and finite; replaced by U: row j is the eigenvector of values[j]
     * @param d number of rows, at least 1
     * @param values receives the eigenvalues, smallest first, length d
     * @throws bn.api.BnException if it does not converge or memory does not suffice
     */
    void decompose(double[] matrix, int d, double[] values);
}
