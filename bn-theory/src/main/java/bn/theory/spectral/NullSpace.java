package bn.theory.spectral;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The null space of S, restricted to the features that vary: as S = D C D, it consists of D^-1 u for u in the null space of C.
 * If S v = c, projecting v on its orthogonal complement gives the solution of least norm.
 */
final class NullSpace {
    /** Each pass removes the rounding error of the one before, which D^-1 can make large. */
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
                removeComponent(next, basis[k]);
            }
        }
    }

    /** Removes the component in the null space from v, in place. */
    void project(double[] v) {
        project(v, basis.length);
    }

    private void project(double[] v, int count) {
        for (int pass = 0; pass < PASSES; pass++) {
            for (int j = 0; j < count; j++) {
                removeComponent(basis[j], v);
            }
        }
    }

    private static void removeComponent(double[] unit, double[] v) {
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
