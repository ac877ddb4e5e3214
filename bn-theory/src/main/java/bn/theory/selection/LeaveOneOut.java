package bn.theory.selection;

import bn.api.Moments;
import bn.theory.softmax.RowSource;
import bn.theory.spectral.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Leave-one-out cross-validation of ridge regression: the mean of (y_i - prediction)^2, where the regression that predicts y_i,
 * including its shift, was fitted without example i. Computed in closed form (PRESS): the residuals of the fit to all examples,
 * each divided by 1 - h_ii, h being the hat matrix. The penalty (N a / 2) v.v of the sum of squares stays the same when an
 * example is left out.
 *
 * <p>Each evaluation reads all rows once and takes O(N d (d + number of rates)) operations. Memory does not grow with N.
 */
public final class LeaveOneOut implements SelectionCriterion {
    private static final int BLOCK = 256;

    private final double[] mean;
    private final Spectrum spectrum;
    private final List<RidgeRegression> targets;
    private final RowSource rows;
    private final DoubleConsumer progress;
    private final int count;

    /**
     * The criterion on a data set of at least two rows.
     *
     * @param joint moments of the rows (x, y): d features, then the targets
     * @param spectrum spectrum of the covariance of the features
     * @param targets the regression of each target
     * @param rows the rows (x, y)
     * @param progress receives the completed fraction of a pass
     */
    public LeaveOneOut(Moments joint, Spectrum spectrum, List<RidgeRegression> targets, RowSource rows,
            DoubleConsumer progress) {
        this.mean = joint.mean();
        this.spectrum = spectrum;
        this.targets = targets;
        this.rows = rows;
        this.progress = progress;
        this.count = Math.toIntExact(joint.count());
    }

    @Override
    public double[][] evaluate(double[][] rates) {
        double[][][] left = new double[rates.length][][];
        for (int k = 0; k < rates.length; k++) {
            double[] s = targets.get(k).eigenvalues();
            left[k] = Arrays.stream(rates[k]).mapToObj(rate -> Arrays.stream(s).map(value -> rate / (value + rate)).toArray())
                    .toArray(double[][]::new);
        }
        double[][] errors = Arrays.stream(rates).map(grid -> new double[grid.length]).toArray(double[][]::new);
        double[] block = new double[BLOCK * mean.length];
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            rows.read(from, size, block);
            // Rows run in parallel, but sums follow the order of the rows: the same bits for any number of threads.
            List<double[][]> squares = IntStream.range(0, size).parallel().mapToObj(i -> squares(block, i, left)).toList();
            for (double[][] row : squares) {
                for (int k = 0; k < errors.length; k++) {
                    for (int g = 0; g < errors[k].length; g++) {
                        errors[k][g] += row[k][g] / count;
                    }
                }
            }
            progress.accept((double) (from + size) / count);
        }
        return errors;
    }

    /** The squared errors of one row: those of least squares plus the part due to the ridge, so that nothing cancels. */
    private double[][] squares(double[] block, int row, double[][][] left) {
        int d = spectrum.dimension();
        double[] x = new double[d];
        Arrays.setAll(x, i -> block[row * mean.length + i] - mean[i]);
        double[] p = spectrum.whiten(x);
        double[] s = targets.get(0).eigenvalues();
        boolean interpolates = targets.get(0).residualDegreesOfFreedom() == 0;
        double[] leverage = new double[s.length];
        Arrays.setAll(leverage, j -> p[j] * p[j] / count);
        double remains = interpolates ? 0 : Math.max(0, 1 - 1.0 / count - Arrays.stream(leverage).sum());
        double[][] squares = new double[left.length][];
        for (int k = 0; k < left.length; k++) {
            double[] c = targets.get(k).covariances();
            double[] fit = new double[s.length];
            Arrays.setAll(fit, j -> p[j] * c[j] / Math.sqrt(s[j]));
            int column = d + k;
            double residual = interpolates ? 0 : block[row * mean.length + column] - mean[column] - Arrays.stream(fit).sum();
            squares[k] = Arrays.stream(left[k]).mapToDouble(fractions -> {
                double error = (residual + dot(fit, fractions)) / (remains + dot(leverage, fractions));
                return error * error;
            }).toArray();
        }
        return squares;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
