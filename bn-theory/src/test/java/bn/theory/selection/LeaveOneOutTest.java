package bn.theory.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Moments;
import bn.theory.oracle.Samples;
import bn.theory.spectral.Spectrum;
import bn.theory.spectral.Whitening;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The closed form against as many regressions as there are examples. */
class LeaveOneOutTest {
    private static final double[] RATES = {0.01, 0.3, 20};
    /** 300 terms through normal equations of condition number below 1e5, inputs being of order 10 and not centred. */
    private static final double ROUNDING = 1e-9;

    private static double[][] twoTargets(int n, int d) {
        return Arrays.stream(Samples.regression(n, d, 41)).map(row -> {
            double[] more = Arrays.copyOf(row, d + 2);
            more[d + 1] = row[d] * row[d] / 3 - row[0];
            return more;
        }).toArray(double[][]::new);
    }

    private static void check(int n, int d) {
        double[][] rows = twoTargets(n, d);
        Moments joint = Samples.moments(rows);
        Spectrum spectrum = Whitening.of(joint, d).spectrum();
        double[] last = new double[1];
        LeaveOneOut leaveOneOut = new LeaveOneOut(joint, spectrum, Refit.targets(rows, 2), (from, count, target) -> {
            for (int i = 0; i < count; i++) {
                System.arraycopy(rows[from + i], 0, target, i * (d + 2), d + 2);
            }
        }, share -> last[0] = share);
        double[] reversed = {RATES[2], RATES[1], RATES[0]};
        double[][] errors = leaveOneOut.evaluate(new double[][] {RATES, reversed});
        assertEquals(1, last[0]);
        for (int k = 0; k < 2; k++) {
            for (int g = 0; g < RATES.length; g++) {
                double rate = k == 0 ? RATES[g] : reversed[g];
                double expected = 0;
                for (int i = 0; i < n; i++) {
                    double error = rows[i][d + k] - Refit.predict(Refit.weights(rows, d, k, n * rate, i), rows[i]);
                    expected += error * error / n;
                }
                assertEquals(1, errors[k][g] / expected, ROUNDING, "target " + k + ", rate " + rate);
            }
        }
    }

    @Test
    void isTheErrorOfRefits() {
        check(25, 4);
    }

    @Test
    void overSeveralBlocks() {
        check(300, 3);
    }

    @Test
    void whereLeastSquaresInterpolates() {
        check(8, 12);
    }
}
