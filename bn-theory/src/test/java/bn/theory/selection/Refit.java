package bn.theory.selection;

import bn.theory.linear.LinearRegression;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Ridge regression by elimination in the normal equations, shift included: the oracle of these tests. */
final class Refit {
    private Refit() {}

    /** (v, b) that minimize sum of (y - b - v.x)^2 + penalty v.v over the rows but one; -1 leaves none out. */
    static double[] weights(double[][] rows, int d, int target, double penalty, int leftOut) {
        double[] matrix = new double[(d + 1) * (d + 1)];
        double[] right = new double[d + 1];
        for (int row = 0; row < rows.length; row++) {
            if (row != leftOut) {
                double[] x = Arrays.copyOf(rows[row], d + 1);
                x[d] = 1;
                for (int i = 0; i <= d; i++) {
                    for (int j = 0; j <= d; j++) {
                        matrix[i * (d + 1) + j] += x[i] * x[j];
                    }
                    right[i] += x[i] * rows[row][d + target];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            matrix[i * (d + 1) + i] += penalty;
        }
        return Samples.solve(matrix, right);
    }

    static double predict(double[] weights, double[] row) {
        double sum = weights[weights.length - 1];
        for (int i = 0; i < weights.length - 1; i++) {
            sum += weights[i] * row[i];
        }
        return sum;
    }

    static List<RidgeRegression> targets(double[][] rows, int count) {
        LinearRegression regression = new LinearRegression(Samples.moments(rows), count);
        return IntStream.range(0, count)
                .mapToObj(k -> RidgeRegression.of(Samples.moments(rows), regression.clean().spectrum(), k)).toList();
    }
}
