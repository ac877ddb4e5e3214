package bn.theory.spectral;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The vectors that S takes to 0, among those of the features that vary: S = D C D, so they are D^-1 u for the u that C takes to 0. To
 * take their part out of some v with S v = c leaves the one of least norm.
 */
final class NullSpace {
    /** Each takes out what rounding left of the one before, which is as large as D^-1 makes it. */
    private static final int PASSES = 3;

    private final double[][] basis;

    NullSpace(Whitening scaled) {
        int n = scaled.varying().length;
        double[][] left = new double[n - scaled.rank()][n];
        for (int j = 0; j < left.length; j++) {
            for (int i = 0; i < n; i++) {
                left[j][i] = scaled.correlation().vectors()[(scaled.rank() + j) * n + i] / scaled.deviations()[i];
            }
        }
        basis = left;
        for (int j = 0; j < basis.length; j++) {
            int longest = IntStream.range(j, basis.length).boxed().max(Comparator.comparingDouble(k -> length(basis[k])))
                    .orElseThrow();
            double[] next = basis[longest];
            basis[longest] = basis[j];
            basis[j] = next;
            project(next, j);
            double length = length(next);
            for (int i = 0; i < n; i++) {
                next[i] /= length;
            }
            for (int k = j + 1; k < basis.length; k++) {
                takeOut(next, basis[k]);
            }
        }
    }

    /** Takes the part in the null space out of v, in place. */
    void project(double[] v) {
        project(v, basis.length);
    }

    private void project(double[] v, int count) {
        for (int pass = 0; pass < PASSES; pass++) {
            for (int j = 0; j < count; j++) {
                takeOut(basis[j], v);
            }
        }
    }

    private static void takeOut(double[] unit, double[] v) {
        double along = 0;
        for (int i = 0; i < v.length; i++) {
            along += unit[i] * v[i];
        }
        for (int i = 0; i < v.length; i++) {
            v[i] -= along * unit[i];
        }
    }

    private static double length(double[] v) {
        double sum = 0;
        for (double entry : v) {
            sum += entry * entry;
        }
        return Math.sqrt(sum);
    }
}
