package bn.theory.spectral;

import bn.api.BnException;
import bn.api.Moments;
import java.util.stream.IntStream;

/** Covariances from moments, and which columns of the data are constant. */
public final class Covariances {
    /** Rounding to the nearest float64, relative: 2^-53. */
    private static final double ROUNDING = Math.ulp(1.0) / 2;
    /** Squares below this have fewer than 53 significant bits, or underflow: 2^-1022 / 2^-52. */
    private static final double LEAST_SQUARE = 0x1p-970;

    private Covariances() {}

    /** The biased covariance of the first columns of a sample, row-major, features x features; 0 for constant columns. */
    public static double[] of(Moments moments, int features) {
        double[] covariance = new double[features * features];
        int[] varying = IntStream.range(0, features).filter(i -> !isConstant(moments, i)).toArray();
        for (int i : varying) {
            for (int j : varying) {
                covariance[i * features + j] = moments.covariance(i, j);
            }
        }
        return covariance;
    }

    /**
     * Whether a column is constant. The accumulators of this project subtract one of the rows first, so the variance of a
     * constant is exactly 0. Moments from elsewhere may contain a mean by plain summation of N numbers, with a relative error of
     * up to N 2^-53. A constant then has the same deviation in all rows: its standard deviation is at most this error, and its
     * covariances with other columns are at most the products of this error and the errors of their means. Such a column counts
     * as constant too. It would not change any rate, but it would change the weights.
     *
     * @throws BnException if the numbers of the column are so small that their squares underflow in float64, so that it cannot be
     *     decided whether the column is constant
     */
    public static boolean isConstant(Moments moments, int column) {
        double variance = moments.covariance(column, column);
        double mean = moments.mean()[column];
        if (variance < LEAST_SQUARE && (variance > 0 || mean != 0 && mean * mean < LEAST_SQUARE)) {
            throw new BnException(
                    "the numbers in column " + (column + 1) + " (targets are the last columns) are so small, with a "
                            + "mean of " + mean + ", that float64 loses their squares; multiply them by a power of ten");
        }
        return variance == 0 || !deviates(moments, column) && IntStream.range(0, moments.dimension())
                .filter(other -> deviates(moments, other)).allMatch(other -> isRounding(moments, column, other));
    }

    /** Whether a column has a larger standard deviation than summation errors of a constant can cause. */
    private static boolean deviates(Moments moments, int column) {
        // True for NaN and infinite numbers, which are reported where they are used.
        return !(Math.sqrt(moments.covariance(column, column)) <= moments.count() * ROUNDING * Math.abs(moments.mean()[column]));
    }

    /**
     * Whether two columns are uncorrelated up to rounding: the error of the other column's mean is at most
     * N 2^-53 (|mean| + deviation), and that of the sum of products adds another N 2^-53 deviation.
     */
    private static boolean isRounding(Moments moments, int column, int other) {
        double deviation = Math.sqrt(moments.covariance(other, other));
        double error = moments.count() * ROUNDING * (Math.abs(moments.mean()[other]) + 2 * deviation);
        return Math.abs(moments.covariance(column, other)) <= Math.sqrt(moments.covariance(column, column)) * error;
    }

    /**
     * Whether a symmetric matrix is a covariance: its diagonal is not negative, and no eigenvalue of its correlation matrix is
     * below -tolerance. Method: the Cholesky decomposition of the correlation matrix with the tolerance added to its diagonal;
     * all pivots are positive if and only if this matrix is positive definite.
     *
     * @param matrix row-major, d x d, finite
     * @param tolerance larger than the rounding error of the decomposition, a few times d 2^-53
     */
    public static boolean isSemidefinite(double[] matrix, int d, double tolerance) {
        double[] roots = new double[d];
        double[][] rows = new double[d][];
        for (int i = 0; i < d; i++) {
            if (matrix[i * d + i] < 0) {
                return false;
            }
            roots[i] = Math.sqrt(matrix[i * d + i]);
            rows[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double entry = (matrix[i * d + j] + matrix[j * d + i]) / 2;
                if (roots[i] == 0 || roots[j] == 0) {
                    if (entry != 0) {
                        return false;
                    }
                } else {
                    rows[i][j] = entry / roots[i] / roots[j];
                }
            }
            rows[i][i] = 1 + tolerance;
        }
        return factorizes(rows);
    }

    /** Cholesky decomposition, one column of L at a time. */
    private static boolean factorizes(double[][] rows) {
        int d = rows.length;
        for (int k = 0; k < d; k++) {
            int column = k;
            double[] own = rows[k];
            double pivot = own[k] - dot(own, own, k);
            if (!(pivot > 0)) {
                return false;
            }
            own[k] = Math.sqrt(pivot);
            IntStream.range(k + 1, d).parallel()
                    .forEach(i -> rows[i][column] = (rows[i][column] - dot(rows[i], own, column)) / own[column]);
        }
        return true;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
