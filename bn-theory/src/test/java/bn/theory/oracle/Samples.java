package bn.theory.oracle;

import bn.api.Moments;
import java.util.Arrays;
import java.util.Random;

/** Small data sets, their moments by two passes, and textbook linear algebra. */
public final class Samples {
    private Samples() {}

    /** Correlated features with means far from 0, then one target that they explain in part. */
    public static double[][] regression(int n, int d, long seed) {
        Random random = new Random(seed);
        double[][] mixing = gaussian(d, d, random);
        double[][] rows = new double[n][d + 1];
        for (double[] row : rows) {
            double[] source = gaussian(1, d, random)[0];
            double signal = 0;
            for (int i = 0; i < d; i++) {
                row[i] = 3 + i + dot(mixing[i], source);
                signal += (i % 2 == 0 ? 1 : -0.5) * source[i];
            }
            row[d] = 2 + signal + Math.sin(signal) + random.nextGaussian();
        }
        return rows;
    }

    public static double[][] gaussian(int n, int d, Random random) {
        double[][] rows = new double[n][d];
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return rows;
    }

    public static double[][] firstColumns(double[][] rows, int count) {
        double[][] part = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            part[i] = Arrays.copyOf(rows[i], count);
        }
        return part;
    }

    public static double[] column(double[][] rows, int j) {
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = rows[i][j];
        }
        return column;
    }

    public static double[] flat(double[][] rows) {
        int d = rows[0].length;
        double[] flat = new double[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * d, d);
        }
        return flat;
    }

    /** Relative to the first row, like the accumulators: exact for a constant. */
    public static Moments moments(double[][] rows) {
        int d = rows[0].length;
        double[] mean = rows[0].clone();
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                mean[i] += (row[i] - rows[0][i]) / rows.length;
            }
        }
        double[] scatter = new double[d * d];
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    scatter[i * d + j] += (row[i] - mean[i]) * (row[j] - mean[j]);
                }
            }
        }
        return new Moments(rows.length, mean, scatter);
    }

    /**
     * Every row with every one of the 2 d disturbances +-sigma sqrt(d) e_i of its first d columns: noise of mean 0 and covariance
     * sigma^2 I exactly, independent of the rows exactly, without a random number.
     */
    public static double[][] noised(double[][] rows, int d, double sigma) {
        double[][] factor = new double[d][d];
        for (int i = 0; i < d; i++) {
            factor[i][i] = sigma;
        }
        return noised(rows, factor);
    }

    /** The same with noise of the covariance sum of f f^T over the given vectors f, which are the disturbances. */
    public static double[][] noised(double[][] rows, double[][] factor) {
        double[][] noised = new double[rows.length * 2 * factor.length][];
        int next = 0;
        for (double[] row : rows) {
            for (double[] f : factor) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    double[] copy = row.clone();
                    for (int i = 0; i < f.length; i++) {
                        copy[i] += sign * Math.sqrt(factor.length) * f[i];
                    }
                    noised[next++] = copy;
                }
            }
        }
        return noised;
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** A b for a row-major d x d matrix. */
    public static double[] times(double[] a, double[] b) {
        int d = b.length;
        double[] product = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                product[i] += a[i * d + j] * b[j];
            }
        }
        return product;
    }

    /** Solves A x = b by Gaussian elimination with partial pivoting. */
    public static double[] solve(double[] matrix, double[] b) {
        int d = b.length;
        double[] a = matrix.clone();
        double[] x = b.clone();
        for (int p = 0; p < d; p++) {
            int pivot = p;
            for (int i = p + 1; i < d; i++) {
                pivot = Math.abs(a[i * d + p]) > Math.abs(a[pivot * d + p]) ? i : pivot;
            }
            for (int j = 0; j < d; j++) {
                double swapped = a[p * d + j];
                a[p * d + j] = a[pivot * d + j];
                a[pivot * d + j] = swapped;
            }
            double swapped = x[p];
            x[p] = x[pivot];
            x[pivot] = swapped;
            for (int i = p + 1; i < d; i++) {
                double factor = a[i * d + p] / a[p * d + p];
                for (int j = p; j < d; j++) {
                    a[i * d + j] -= factor * a[p * d + j];
                }
                x[i] -= factor * x[p];
            }
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int j = i + 1; j < d; j++) {
                x[i] -= a[i * d + j] * x[j];
            }
            x[i] /= a[i * d + i];
        }
        return x;
    }
}
