package bn.experiments.rate;

import bn.experiments.data.DataException;
import bn.theory.spectral.Covariances;
import bn.theory.spectral.Whitening;
import java.nio.file.Path;

/** Checks that numbers can be the moments of some data. */
final class MomentsCheck {
    private MomentsCheck() {}

    /**
     * Checks a scatter matrix: no correlation beyond 1, no negative eigenvalue, and no larger rank than N rows can give.
     *
     * @param scatter symmetric, d x d, row-major, finite
     * @param rounding largest error of an entry, relative to the square root of the product of the diagonal entries; eigenvalues
     *     of the correlation matrix may be off by d times as much
     * @throws DataException if it is not
     */
    static void ofData(Path file, double count, double[] scatter, int d, double rounding) {
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                double size = Math.sqrt(scatter[i * d + i]) * Math.sqrt(scatter[j * d + j]);
                if (!(Math.abs(scatter[i * d + j]) <= (1 + rounding) * size)) {
                    throw new DataException(
                            file + ", array 'scatter' cannot be that of data: columns " + (j + 1) + " and " + (i + 1)
                                    + " have a covariance of " + scatter[i * d + j] / count
                                    + ", larger than the product of their deviations, " + size / count + "; " + advice());
                }
            }
        }
        if (!Covariances.isSemidefinite(scatter, d, d * rounding)) {
            throw new DataException(
                    file + ", array 'scatter' cannot be that of data: it has a negative eigenvalue, so that a weighted "
                            + "sum of the columns would have a negative variance; " + advice());
        }
        if (count <= d) {
            int rank = Whitening.of(scatter, d).rank();
            if (rank > count - 1) {
                throw new DataException(file + " has a count of " + (long) count + ", but its scatter has the rank " + rank
                        + "; the rank is below the number of rows, since their mean is subtracted; " + advice());
            }
        }
    }

    private static String advice() {
        return "take all moments of the same rows, in float64 (docs/moments.md)";
    }

    /**
     * Checks that the last columns can be one-hot classes. A class has a whole number n of the N examples, so that the scatter of
     * its column is n (1 - n / N), and each example has one class.
     *
     * @throws DataException if they cannot
     */
    static void ofClasses(Path file, double count, double[] mean, double[] scatter, int classes, double rounding) {
        int d = mean.length;
        double all = 0;
        for (int k = d - classes; k < d; k++) {
            double examples = Math.rint(count * mean[k]);
            all += examples;
            boolean whole = examples >= 0 && Math.abs(count * mean[k] - examples) <= rounding * count;
            double expected = examples * (1 - examples / count);
            if (!whole || Math.abs(scatter[k * d + k] - expected) > rounding * count) {
                throw new DataException(file + " is of a classification, but column " + (k + 1) + " is not 0 and 1: with a "
                        + "mean of " + mean[k] + " over " + (long) count + " examples its scatter would be " + expected
                        + ", and is " + scatter[k * d + k] + "; " + advice());
            }
        }
        if (all != count) {
            throw new DataException(
                    file + " is of a classification, but its classes have " + (long) all + " of its " + (long) count
                            + " examples, and each example has one class; " + advice());
        }
    }
}
