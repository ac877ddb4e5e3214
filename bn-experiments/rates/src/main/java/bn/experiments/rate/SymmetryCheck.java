package bn.experiments.rate;

import bn.experiments.data.DataException;

/** Checks that a matrix can be a covariance or a scatter matrix. */
final class SymmetryCheck {
    private SymmetryCheck() {}

    /**
     * Checks that a matrix is symmetric and not negative on its diagonal.
     *
     * @param where names the array in the message
     * @param matrix d x d, row-major
     * @param rounding largest difference of two entries, relative to the square root of the product of the diagonal entries
     * @param definition what the array is
     * @throws DataException if it is not
     */
    static void check(String where, double[] matrix, int d, double rounding, String definition) {
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double size = Math.sqrt(matrix[i * d + i] * matrix[j * d + j]);
                // NaN where one of them is negative and the other is not
                if (matrix[i * d + i] < 0 || !(Math.abs(matrix[i * d + j] - matrix[j * d + i]) <= rounding * size)) {
                    throw new DataException(where + " is not symmetric, or negative on its diagonal: entries (" + (i + 1) + ", "
                            + (j + 1) + ") and (" + (j + 1) + ", " + (i + 1) + "), counted from 1, are " + matrix[i * d + j]
                            + " and "
                            + matrix[j * d + i] + "; it is " + definition);
                }
            }
        }
    }
}
