package bn.theory.spectral;

import bn.api.BnException;
import bn.api.linalg.SymmetricEigenSolver;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.scalar.ComplexNumber;

/**
 * The eigendecomposition of a symmetric matrix, by the first available {@link SymmetricEigenSolver}, or else by ojAlgo.
 *
 * @param values eigenvalues, largest first, length d
 * @param vectors orthonormal eigenvectors in the same order as rows, d x d
 */
record Eigenpairs(double[] values, double[] vectors) {

    static Eigenpairs of(double[] matrix, int d) {
        return ServiceLoader.load(SymmetricEigenSolver.class, Eigenpairs.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get).filter(SymmetricEigenSolver::isAvailable).findFirst()
                .map(solver -> of(matrix, d, solver)).orElseGet(() -> byOjAlgo(matrix, d));
    }

    static Eigenpairs of(double[] matrix, int d, SymmetricEigenSolver solver) {
        double[] rows = symmetric(matrix, d);
        double[] ascending = new double[d];
        solver.decompose(rows, d, ascending);
        double[] values = new double[d];
        double[] vectors = new double[d * d];
        for (int j = 0; j < d; j++) {
            values[j] = ascending[d - 1 - j];
            System.arraycopy(rows, (d - 1 - j) * d, vectors, j * d, d);
        }
        return new Eigenpairs(values, vectors);
    }

    /** The mean of the matrix and its transpose. */
    private static double[] symmetric(double[] matrix, int d) {
        double[] mean = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double entry = 0.5 * (matrix[i * d + j] + matrix[j * d + i]);
                if (!Double.isFinite(entry)) {
                    throw new BnException("the covariance of features " + (i + 1) + " and " + (j + 1) + " is " + entry
                            + "; look for NaN, infinite or huge values in these features");
                }
                mean[i * d + j] = entry;
            }
        }
        return mean;
    }

    static Eigenpairs byOjAlgo(double[] matrix, int d) {
        Eigenvalue<Double> decomposition = Eigenvalue.R064.make(d, true);
        // ojAlgo stores columns; for a symmetric matrix this makes no difference.
        if (!decomposition.decompose(R064Store.wrap(symmetric(matrix, d), d))) {
            throw new BnException("the eigendecomposition of the " + d + "x" + d + " covariance did not converge");
        }
        return sorted(d, decomposition);
    }

    private static Eigenpairs sorted(int d, Eigenvalue<Double> decomposition) {
        double[] unsorted = decomposition.getEigenvalues().stream().mapToDouble(ComplexNumber::getReal).toArray();
        int[] order = IntStream.range(0, d).boxed().sorted(Comparator.comparingDouble(j -> -unsorted[j]))
                .mapToInt(Integer::intValue).toArray();
        MatrixStore<Double> columns = decomposition.getV();
        double[] values = new double[d];
        double[] vectors = new double[d * d];
        for (int j = 0; j < d; j++) {
            values[j] = unsorted[order[j]];
            for (int i = 0; i < d; i++) {
                vectors[j * d + i] = columns.doubleValue(i, order[j]);
            }
        }
        return new Eigenpairs(values, vectors);
    }
}
