package bn.theory.spectral;

import bn.api.BnException;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.scalar.ComplexNumber;

/**
 * The eigendecomposition of a symmetric matrix by ojAlgo.
 *
 * @param values eigenvalues, largest first, length d
 * @param vectors orthonormal eigenvectors in the same order, a row for each, d x d
 */
record Eigenpairs(double[] values, double[] vectors) {

    static Eigenpairs of(double[] matrix, int d) {
        R064Store store = R064Store.FACTORY.make(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double entry = 0.5 * (matrix[i * d + j] + matrix[j * d + i]);
                if (!Double.isFinite(entry)) {
                    throw new BnException("the covariance of features " + i + " and " + j + " is " + entry
                            + "; look for NaN, infinite or huge values in these features");
                }
                store.set(i, j, entry);
            }
        }
        Eigenvalue<Double> decomposition = Eigenvalue.R064.make(d, true);
        if (!decomposition.decompose(store)) {
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
