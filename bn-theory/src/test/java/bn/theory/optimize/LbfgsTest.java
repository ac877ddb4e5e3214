package bn.theory.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LbfgsTest {
    private static final Lbfgs SOLVER = new Lbfgs(1e-10, 2000);

    private static double rosenbrock(double[] x, double[] gradient) {
        double value = 0;
        Arrays.fill(gradient, 0);
        for (int i = 0; i + 1 < x.length; i++) {
            double valley = x[i + 1] - x[i] * x[i];
            value += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
            gradient[i] += -400 * valley * x[i] - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * valley;
        }
        return value;
    }

    @Test
    void findsTheEndOfRosenbrocksValley() {
        MinimizationResult minimum = SOLVER.minimize(LbfgsTest::rosenbrock, new double[] {-1.2, 1, -1.2, 1, 3, -2},
                Progress.NONE);
        assertTrue(minimum.converged());
        assertTrue(minimum.gradientNorm() <= 1e-10);
        // The least curvature at the minimum is about 0.5: x is off by at most 1e-10 / 0.5.
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, minimum.x(), 2e-10);
    }

    /**
     * x.Ax/2 - b.x + 1e6 with condition number 1e4: near the minimum, differences of values are smaller than the rounding of 1e6.
     */
    @Test
    void slopesLeadWhereValuesDrownInRounding() {
        int d = 40;
        double[] b = Samples.gaussian(1, d, new Random(1))[0];
        MinimizationResult minimum = SOLVER.minimize((x, gradient) -> {
            double value = 1e6;
            for (int i = 0; i < d; i++) {
                double curvature = Math.pow(10, 4.0 * i / (d - 1) - 2);
                value += 0.5 * curvature * x[i] * x[i] - b[i] * x[i];
                gradient[i] = curvature * x[i] - b[i];
            }
            return value;
        }, new double[d], Progress.NONE);
        assertTrue(minimum.converged(), () -> "gradient " + minimum.gradientNorm() + " after " + minimum.iterations());
        for (int i = 0; i < d; i++) {
            double curvature = Math.pow(10, 4.0 * i / (d - 1) - 2);
            assertEquals(b[i] / curvature, minimum.x()[i], 1e-10 / curvature);
        }
    }

    @Test
    void agreesWithNewtonOnLogisticRegression() {
        int d = 4;
        double[][] rows = Samples.regression(80, d, 5);
        double ridge = 0.1;
        double[] newton = new double[d];
        double[] gradient = new double[d];
        for (int step = 0; step < 30; step++) {
            logistic(rows, ridge, newton, gradient);
            double[] change = Samples.solve(logisticHessian(rows, ridge, newton), gradient);
            for (int j = 0; j < d; j++) {
                newton[j] -= change[j];
            }
        }
        logistic(rows, ridge, newton, gradient);
        assertTrue(Math.sqrt(Samples.dot(gradient, gradient)) < 1e-13, "Newton converged");
        MinimizationResult minimum = SOLVER.minimize((x, g) -> logistic(rows, ridge, x, g), new double[d], Progress.NONE);
        assertTrue(minimum.converged());
        // The curvature is at least the ridge.
        assertArrayEquals(newton, minimum.x(), 1e-10 / ridge);
    }

    private static double logistic(double[][] rows, double ridge, double[] x, double[] gradient) {
        double value = 0.5 * ridge * Samples.dot(x, x);
        for (int j = 0; j < x.length; j++) {
            gradient[j] = ridge * x[j];
        }
        for (double[] row : rows) {
            double sign = row[x.length] > 2 ? 1 : -1;
            double margin = sign * Samples.dot(x, Arrays.copyOf(row, x.length));
            value += Math.log1p(Math.exp(-margin)) / rows.length;
            for (int j = 0; j < x.length; j++) {
                gradient[j] -= sign * row[j] / (1 + Math.exp(margin)) / rows.length;
            }
        }
        return value;
    }

    private static double[] logisticHessian(double[][] rows, double ridge, double[] x) {
        int d = x.length;
        double[] hessian = new double[d * d];
        for (int j = 0; j < d; j++) {
            hessian[j * d + j] = ridge;
        }
        for (double[] row : rows) {
            double p = 1 / (1 + Math.exp(-Samples.dot(x, Arrays.copyOf(row, d))));
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d; k++) {
                    hessian[j * d + k] += p * (1 - p) * row[j] * row[k] / rows.length;
                }
            }
        }
        return hessian;
    }

    @Test
    void staysWhereTheFunctionIsDefined() {
        // x - log x has its minimum at 1, and no value at or below 0, where the first steps from 1e-3 would lead.
        MinimizationResult minimum = SOLVER.minimize((x, g) -> {
            g[0] = 1 - 1 / x[0];
            return x[0] - Math.log(x[0]);
        }, new double[] {50}, Progress.NONE);
        assertTrue(minimum.converged());
        assertEquals(1, minimum.x()[0], 1e-9);
    }

    @Test
    void saysSoWhenIterationsRunOut() {
        List<Integer> seen = new ArrayList<>();
        MinimizationResult minimum = new Lbfgs(1e-10, 5).minimize(LbfgsTest::rosenbrock, new double[] {-1.2, 1},
                (iteration, value, norm) -> seen.add(iteration));
        assertFalse(minimum.converged());
        assertEquals(5, minimum.iterations());
        assertTrue(minimum.gradientNorm() > 1e-10);
        assertEquals(List.of(0, 1, 2, 3, 4, 5), seen);
    }

    @Test
    void endsWithoutSuccessWhereThereIsNoMinimum() {
        MinimizationResult minimum = SOLVER.minimize((x, g) -> {
            g[0] = 1;
            return x[0];
        }, new double[] {0}, Progress.NONE);
        assertFalse(minimum.converged());
    }

    @Test
    void aWrongGradientEndsWithoutSuccess() {
        MinimizationResult minimum = SOLVER.minimize((x, g) -> {
            g[0] = -2 * x[0] - 1;
            return x[0] * x[0];
        }, new double[] {1}, Progress.NONE);
        assertFalse(minimum.converged());
    }

    @Test
    void refusesAStartWithoutAValue() {
        assertThrows(IllegalArgumentException.class,
                () -> SOLVER.minimize((x, g) -> Double.NaN, new double[1], Progress.NONE));
        assertThrows(IllegalArgumentException.class, () -> new Lbfgs(-1, 5));
    }
}
