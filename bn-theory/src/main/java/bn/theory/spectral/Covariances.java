package bn.theory.spectral;

import bn.api.BnException;
import bn.api.Moments;
import java.util.stream.IntStream;

/** Covariances from moments, and which columns of the data are constant. */
public final class Covariances {
    /** Rounding to the nearest float64, relative: 2^-53. */
    private static final double ROUNDING = Math.ulp(1.0) / 2;
    /** Below it a square has fewer than 53 bits, or none: 2^-1022 / 2^-52. */
    private static final double LEAST_SQUARE = 0x1p-970;

    private Covariances() { }

    /** The biased covariance of the first features of a sample, row-major, features * features; 0 for those that are constant. */
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
     * Whether a column is constant. Accumulators take rows relative to one of them and give a constant the variance 0, exactly. A
     * mean by plain summation of N numbers may be off by N 2^-53 of their mean size. Of a constant that leaves the same
     * number in all rows: a deviation no larger than this, and covariances that are its products with the errors of the other
     * means. Such a column counts as constant too. It has no part in any rate, and only as a constant none in the weights.
     *
     * @throws BnException if the numbers of the column are so small that their squares are lost in float64: it may vary or not
     */
    public static boolean isConstant(Moments moments, int column) {
        double variance = moments.covariance(column, column);
        double mean = moments.mean()[column];
        if (variance < LEAST_SQUARE && (variance > 0 || mean != 0 && mean * mean < LEAST_SQUARE)) {
            throw new BnException("the numbers in column " + (column + 1) + " (targets are the last columns) are so small, with a mean of "
                    + mean + ", that float64 loses their squares; multiply them by a power of ten");
        }
        return variance == 0 || !stands(moments, column) && IntStream.range(0, moments.dimension())
                .filter(other -> stands(moments, other)).allMatch(other -> isRounding(moments, column, other));
    }

    /** Whether a column deviates by more than what summation may leave of a constant. */
    private static boolean stands(Moments moments, int column) {
        // Also NaN and infinite numbers, which are reported where they are used.
        return !(Math.sqrt(moments.covariance(column, column))
                <= moments.count() * ROUNDING * Math.abs(moments.mean()[column]));
    }

    /**
     * Whether column and other are uncorrelated but for rounding: the mean of the other one is off by N 2^-53 (|mean| + deviation) at
     * most, and the sum of products by as much again of the deviation.
     */
    private static boolean isRounding(Moments moments, int column, int other) {
        double deviation = Math.sqrt(moments.covariance(other, other));
        double error = moments.count() * ROUNDING * (Math.abs(moments.mean()[other]) + 2 * deviation);
        return Math.abs(moments.covariance(column, other)) <= Math.sqrt(moments.covariance(column, column)) * error;
    }

    /**
     * Whether a symmetric matrix is a covariance: not negative on its diagonal, and with no eigenvalue of its correlation matrix below
     * -tolerance. By elimination in the correlation matrix with the tolerance added to its diagonal, which has only positive
     * pivots if and only if it is positive definite.
     *
     * @param matrix row-major, d * d, finite
     * @param tolerance above the rounding of the elimination, some d 2^-53
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

    /** Cholesky's factorization, a column of L at a time. */
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
