package bn.theory.softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.Moments;
import bn.api.UsageException;
import bn.conformance.reference.ReferenceBackend;
import bn.theory.optimize.Progress;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T7, on kernels that are plain loops. */
class SoftmaxRateTest {
    private static final int N = 150;
    private static final int D = 5;
    private static final int CLASSES = 3;
    /**
     * Gradients are within 1e-10 and the curvature of both problems, |v| = 1 and lambda above 0.01, is at least 1e-3 in whitened
     * coordinates: solutions are off by at most 1e-7 of their size.
     */
    private static final double SOLUTION = 1e-7;

    private final ReferenceBackend backend = new ReferenceBackend();

    /** Three overlapping classes; feature 4 is constant and feature 3 is the sum of two others, so S has rank 3. */
    private static double[][] inputs(double separation) {
        Random random = new Random(5);
        double[][] x = Samples.gaussian(N, D, random);
        for (int i = 0; i < N; i++) {
            x[i][0] = 2 * x[i][0] + separation * (i % CLASSES) + 10;
            x[i][1] += separation * (i % CLASSES == 1 ? 1 : 0) + 0.5 * x[i][0];
            x[i][3] = x[i][0] + x[i][1];
            x[i][4] = 0.1;
        }
        return x;
    }

    private static LabelledRows rows(double[][] x) {
        int[] labels = new int[x.length];
        Arrays.setAll(labels, i -> i % CLASSES);
        return new LabelledRows((from, count, target) -> {
            for (int i = 0; i < count; i++) {
                System.arraycopy(x[from + i], 0, target, i * D, D);
            }
        }, labels, CLASSES);
    }

    private SoftmaxRate solve(double[][] x, double gamma) {
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, Samples.moments(x), rows(x))) {
            return SoftmaxRate.solve(regression, gamma, Progress.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1})
    void theExplicitProblemHasTheSameSolution(double gamma) {
        SoftmaxRate rate = solve(inputs(2), gamma);
        assertTrue(rate.applicable() && rate.converged());
        assertEquals(3, rate.rank());
        assertTrue(rate.batchNorm().gradientNorm() <= SoftmaxRegression.GRADIENT_BAR);
        assertTrue(Arrays.stream(rate.lambda()).allMatch(lambda -> lambda > 0.01), Arrays.toString(rate.lambda()));
        assertTrue(rate.relativeDifference() <= SOLUTION, () -> "difference " + rate.relativeDifference());
        SoftmaxSolution explicit = rate.explicit().orElseThrow();
        assertTrue(explicit.gradientNorm() <= SoftmaxRegression.GRADIENT_BAR);
        assertEquals(rate.batchNorm().loss(), explicit.loss(), SOLUTION);
        double offset = rate.batchNorm().shift()[0] - explicit.shift()[0];
        for (int k = 0; k < CLASSES; k++) {
            assertEquals(offset, rate.batchNorm().shift()[k] - explicit.shift()[k], SOLUTION);
        }
    }

    /**
     * With an eigenvalue of 1e-12 of the largest the computed eigenvectors whiten the inputs to 1e-4 only; the covariance that
     * the penalty uses must be the real one all the same.
     */
    @Test
    void anIllConditionedCovarianceDoesNotLoosenTheMatch() {
        double[][] x = inputs(2);
        Random random = new Random(6);
        for (double[] row : x) {
            row[3] += 1e-5 * random.nextGaussian();
        }
        SoftmaxRate rate = solve(x, 0.5);
        assertEquals(4, rate.rank());
        assertTrue(rate.converged());
        assertTrue(rate.relativeDifference() <= SOLUTION, () -> "difference " + rate.relativeDifference());
    }

    @Test
    void otherRatesHaveAnotherSolution() {
        double[][] x = inputs(2);
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, Samples.moments(x), rows(x))) {
            TunedSolution tuned = regression.solveBatchNorm(0.5, Progress.NONE);
            double[] other = tuned.lambda().clone();
            other[1] *= 1.01;
            SoftmaxSolution explicit = regression.solveExplicit(other, Progress.NONE);
            assertTrue(explicit.converged());
            assertTrue(tuned.solution().relativeDifference(explicit) > 100 * SOLUTION);
        }
    }

    /** In the original coordinates, from naive sums: v_k on its ellipsoid, g_k + lambda_k S v_k = 0, shifts at their optimum. */
    @Test
    void theOptimumIsStationaryInTheOriginalCoordinates() {
        double gamma = 0.5;
        double[][] x = inputs(2);
        SoftmaxRate rate = solve(x, gamma);
        Moments moments = Samples.moments(x);
        double[] s = moments.covariance();
        double[] sum = new double[D];
        double[][] residual = residuals(x, moments.mean(), rate.batchNorm());
        for (int k = 0; k < CLASSES; k++) {
            double[] v = Arrays.copyOfRange(rate.batchNorm().weights(), k * D, (k + 1) * D);
            double[] sv = Samples.times(s, v);
            assertEquals(gamma * gamma, Samples.dot(v, sv), 1e-12);
            double shift = 0;
            double[] g = new double[D];
            for (int i = 0; i < N; i++) {
                shift += residual[i][k] / N;
                for (int j = 0; j < D; j++) {
                    g[j] += residual[i][k] / N * (x[i][j] - moments.mean()[j]);
                }
            }
            assertEquals(0, shift, 1e-10);
            assertEquals(-Samples.dot(v, g) / (gamma * gamma), rate.lambda()[k], 1e-12);
            for (int j = 0; j < D; j++) {
                // The gradient of 1e-10 in (w, whitened) is that of (v, original) times gamma over a deviation of at most 4.
                assertEquals(0, g[j] + rate.lambda()[k] * sv[j], 4 * 1e-10 / gamma);
                sum[j] += rate.lambda()[k] * v[j];
            }
        }
        for (int j = 0; j < D; j++) {
            assertEquals(0, sum[j], 1e-8, "softmax does not see a vector added to all v_k, so the pulls on them cancel");
        }
    }

    /** softmax(V (x - m) + shift) minus the one-hot target. */
    private static double[][] residuals(double[][] x, double[] mean, SoftmaxSolution solution) {
        double[][] residual = new double[N][CLASSES];
        for (int i = 0; i < N; i++) {
            double total = 0;
            for (int k = 0; k < CLASSES; k++) {
                double z = solution.shift()[k];
                for (int j = 0; j < D; j++) {
                    z += solution.weights()[k * D + j] * (x[i][j] - mean[j]);
                }
                residual[i][k] = Math.exp(z);
                total += residual[i][k];
            }
            for (int k = 0; k < CLASSES; k++) {
                residual[i][k] = residual[i][k] / total - (i % CLASSES == k ? 1 : 0);
            }
        }
        return residual;
    }

    /** Along the optima, dL/dgamma = sum_k dL/dgamma_k = -gamma sum_k lambda_k. */
    @Test
    void theRatesAreTheSlopeOfTheBestLoss() {
        double[][] x = inputs(2);
        double h = 1e-3;
        double slope = (8 * (solve(x, 0.5 + h).batchNorm().loss() - solve(x, 0.5 - h).batchNorm().loss())
                - (solve(x, 0.5 + 2 * h).batchNorm().loss() - solve(x, 0.5 - 2 * h).batchNorm().loss())) / (12 * h);
        assertEquals(slope, -0.5 * Arrays.stream(solve(x, 0.5).lambda()).sum(), 1e-10);
    }

    @Test
    void scaleOfTheInputsDoesNotMoveTheRates() {
        double[][] x = inputs(2);
        double[][] scaled = Arrays.stream(x).map(row -> Arrays.stream(row).map(v -> 255 * v).toArray()).toArray(double[][]::new);
        double[] before = solve(x, 0.5).lambda();
        double[] after = solve(scaled, 0.5).lambda();
        for (int k = 0; k < CLASSES; k++) {
            assertEquals(before[k], after[k], SOLUTION);
        }
    }

    @Test
    void negativeRatesAreReportedAsNotApplicable() {
        SoftmaxRate rate = solve(inputs(0.3), 5);
        assertTrue(Arrays.stream(rate.lambda()).anyMatch(lambda -> lambda < 0));
        assertTrue(rate.batchNorm().converged());
        assertFalse(rate.applicable());
        assertTrue(Double.isNaN(rate.relativeDifference()));
    }

    @Test
    void everyTensorIsFreed() {
        solve(inputs(2), 1);
        assertEquals(0, backend.openTensors());
        LabelledRows broken = new LabelledRows((from, count, target) -> {
            throw new IllegalStateException("unreadable");
        }, rows(inputs(2)).labels(), CLASSES);
        assertThrows(IllegalStateException.class, () -> new SoftmaxRegression(backend, Samples.moments(inputs(2)), broken));
        assertEquals(0, backend.openTensors());
    }

    @Test
    void whatHasNoOptimumIsRefused() {
        double[][] x = inputs(2);
        Moments moments = Samples.moments(x);
        RowSource none = (from, count, target) -> { };
        assertMessage("label 3 of example 1", () -> new LabelledRows(none, new int[] {0, 3}, 3));
        assertMessage("class 1 has none", () -> new LabelledRows(none, new int[] {0, 2}, 3));
        assertMessage("at least 2 classes", () -> new LabelledRows(none, new int[] {0}, 1));
        Moments constant = new Moments(N, new double[D], new double[D * D]);
        assertThrows(BnException.class, () -> new SoftmaxRegression(backend, constant, rows(x)));
        Moments others = new Moments(N + 1, moments.mean(), moments.scatter());
        assertThrows(IllegalArgumentException.class, () -> new SoftmaxRegression(backend, others, rows(x)));
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, moments, rows(x))) {
            assertMessage("gamma is a positive number", () -> regression.solveBatchNorm(0, Progress.NONE));
            assertThrows(IllegalArgumentException.class,
                    () -> regression.solveExplicit(new double[] {1, -0.1, 1}, Progress.NONE));
        }
    }

    private static void assertMessage(String part, Executable executable) {
        String message = assertThrows(UsageException.class, executable).getMessage();
        assertTrue(message.contains(part), message);
    }
}
