package bn.theory.softmax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.conformance.reference.ReferenceBackend;
import bn.theory.optimize.Progress;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
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
        assertTrue(rate.certificate().holds() && rate.converged());
        assertEquals(3, rate.rank());
        assertTrue(rate.batchNorm().gradientNorm() <= SoftmaxRegression.GRADIENT_TOLERANCE);
        assertTrue(Arrays.stream(rate.lambda()).allMatch(lambda -> lambda > 0.01), Arrays.toString(rate.lambda()));
        assertTrue(rate.relativeDifference() <= SOLUTION, () -> "difference " + rate.relativeDifference());
        assertTrue(rate.relativeDifference() <= rate.differenceBound(), () -> "bound " + rate.differenceBound());
        // Gradients within 1e-10 over rates above 0.01 and |v| of 0.1 or more; the root of it for the shifts, which are as close.
        assertTrue(rate.differenceBound() <= 1e-5, () -> "bound " + rate.differenceBound());
        SoftmaxSolution explicit = rate.explicit().orElseThrow();
        assertTrue(explicit.gradientNorm() <= SoftmaxRegression.GRADIENT_TOLERANCE);
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
            BatchNormSolution tuned = regression.solveBatchNorm(0.5, Progress.NONE);
            double[] other = tuned.lambda().clone();
            other[1] *= 1.01;
            SoftmaxSolution explicit = regression.solveExplicit(other, Progress.NONE);
            assertTrue(explicit.converged());
            assertTrue(tuned.solution().relativeDifference(explicit) > 100 * SOLUTION);
        }
    }

    /** T5 (a): a weight decay of the scales is the rate, so the solution is that of the explicit problem with this rate. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1})
    void theDecayOfALearnedScaleIsTheRate(double decay) {
        double[][] x = inputs(2);
        double[] rates = new double[CLASSES];
        Arrays.fill(rates, decay);
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, Samples.moments(x), rows(x))) {
            BatchNormSolution tuned = regression.solveLearnedScale(decay, Progress.NONE);
            SoftmaxSolution explicit = regression.solveExplicit(rates, Progress.NONE);
            assertTrue(tuned.solution().converged() && explicit.converged());
            // The gradient with respect to gamma, within 1e-8 at worst, over the scales, which are above 0.1 here.
            assertArrayEquals(rates, tuned.lambda(), 1e-7);
            assertTrue(tuned.solution().relativeDifference(explicit) <= SOLUTION);
            assertEquals(explicit.loss(), tuned.solution().loss(), SOLUTION);
            assertThrows(InvalidRequestException.class, () -> regression.solveLearnedScale(0, Progress.NONE));
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
            assertEquals(0, sum[j], 1e-8, "a vector added to all v_k does not change softmax, so their gradients cancel");
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

    /** Each feature in another unit: the same whitened problem, up to rounding and a rotation. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e9})
    void unitsOfTheInputsDoNotMoveTheRates(double unit) {
        double[][] x = inputs(2);
        double[][] scaled = Arrays.stream(x)
                .map(row -> new double[] {row[0] * unit, row[1], row[2] / unit, row[3] * unit, row[4]})
                .toArray(double[][]::new);
        SoftmaxRate before = solve(x, 0.5);
        SoftmaxRate after = solve(scaled, 0.5);
        assertEquals(before.rank(), after.rank());
        assertEquals(before.batchNorm().loss(), after.batchNorm().loss(), SOLUTION * SOLUTION);
        assertTrue(after.relativeDifference() <= SOLUTION, () -> "difference " + after.relativeDifference());
        assertArrayEquals(before.lambda(), after.lambda(), SOLUTION);
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

    /** Every feasible point, on the same ellipsoids, has a larger loss, as the certificate says. */
    @Test
    void whereTheCertificateHoldsNoFeasiblePointIsBetter() {
        double[][] x = inputs(2);
        SoftmaxRate rate = solve(x, 0.5);
        double best = rate.batchNorm().loss();
        Moments moments = Samples.moments(x);
        // Rounding of the 150 terms of the loss, and the gradient of 1e-10 over distances of order 1.
        assertEquals(loss(x, rate.batchNorm().weights(), rate.batchNorm().shift(), moments.mean()), best, 1e-12);
        Random random = new Random(8);
        for (int trial = 0; trial < 300; trial++) {
            double step = Math.pow(10, -trial % 4);
            double[] v = rate.batchNorm().weights().clone();
            double[] shift = rate.batchNorm().shift().clone();
            for (int k = 0; k < CLASSES; k++) {
                double[] row = new double[D];
                // The component in the null space of S, from the constant and the redundant feature, stays 0.
                for (int j = 0; j < 3; j++) {
                    row[j] = v[k * D + j] + step * random.nextGaussian();
                }
                row[3] = v[k * D + 3];
                double scale = 0.5 / Math.sqrt(Samples.dot(row, Samples.times(moments.covariance(), row)));
                for (int j = 0; j < D; j++) {
                    v[k * D + j] = scale * row[j];
                }
                shift[k] += step * random.nextGaussian();
            }
            assertTrue(loss(x, v, shift, moments.mean()) > best, "step " + step);
        }
    }

    /** With a negative rate there is no certificate, and the explicit problem falls without bound along that class. */
    @Test
    void aNegativeRateIsNamedAndNothingIsClaimed() {
        // On one feature the v_k are numbers +-gamma / deviation: three classes cannot all have their best weights.
        double[][] x = inputs(2);
        for (double[] row : x) {
            Arrays.fill(row, 1, D, 0);
        }
        double gamma = 2;
        SoftmaxRate rate = solve(x, gamma);
        assertTrue(rate.batchNorm().converged());
        assertFalse(rate.certificate().holds());
        int[] negative = IntStream.range(0, CLASSES).filter(k -> rate.lambda()[k] < -0.01).toArray();
        assertTrue(negative.length > 0);
        assertArrayEquals(negative, rate.certificate().negative());
        assertTrue(rate.explicit().isEmpty());
        assertFalse(rate.certificate().unique());
        assertTrue(Double.isNaN(rate.differenceBound()));
        assertTrue(Double.isNaN(rate.relativeDifference()));
        int k = negative[0];
        double last = Double.POSITIVE_INFINITY;
        // The loss grows as |z|, at most 5 gamma t on these data; from t = 20 / |lambda| on the penalty is twice as large.
        for (double t = 20 / -rate.lambda()[k]; t < 1e6; t *= 10) {
            double[] v = new double[CLASSES * D];
            for (int j = 0; j < D; j++) {
                v[k * D + j] = t * rate.batchNorm().weights()[k * D + j];
            }
            double objective = loss(x, v, new double[CLASSES], Samples.moments(x).mean())
                    + rate.lambda()[k] / 2 * gamma * gamma * t * t;
            assertTrue(objective < 0 && objective < 10 * Math.min(last, 0), "at " + t + ": " + objective);
            last = objective;
        }
        assertTrue(last < 0, "at least one point must have been seen");
    }

    /**
     * As many directions as classes and a large gamma: adding one vector to the best weights without batch normalization moves
     * all of them to their ellipsoids without changing the loss. All rates are 0, and the computed ones have either sign.
     */
    @Test
    void aLargeGammaWithRoomForAllClassesHasNoRate() {
        double[][] x = inputs(0.3);
        SoftmaxRate rate = solve(x, 5);
        assertTrue(rate.converged() && rate.certificate().holds());
        assertFalse(rate.certificate().unique());
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, Samples.moments(x), rows(x))) {
            SoftmaxSolution free = regression.solveExplicit(new double[CLASSES], Progress.NONE);
            // Losses at a minimum differ by the squared error of the weights, and by the rounding of 150 terms.
            assertEquals(free.loss(), rate.batchNorm().loss(), 1e-12);
        }
        // The weights themselves differ by the common vector.
        assertTrue(rate.batchNorm().relativeDifference(rate.explicit().orElseThrow()) > 0.1);
        assertTrue(rate.relativeDifference() <= SOLUTION, () -> "difference " + rate.relativeDifference());
    }

    @Test
    void ratesWithinTheResolutionCountAsZeroAndNaNProvesNothing() {
        OptimalityCertificate certificate = OptimalityCertificate.of(new double[] {-1e-9, 1, 3e-9}, 0.5);
        assertEquals(4e-8, certificate.resolution(), 1e-20);
        assertTrue(certificate.holds() && certificate.unique());
        assertArrayEquals(new double[] {0, 1, 0}, certificate.constants(new double[] {-1e-9, 1, 3e-9}));
        assertFalse(OptimalityCertificate.of(new double[] {-9e-5, 1, 2}, 10).unique(),
                "nothing is known where a rate is negative");
        assertArrayEquals(new int[] {0, 2}, OptimalityCertificate.of(new double[] {-5e-8, 1, Double.NaN}, 0.5).negative());
        assertFalse(OptimalityCertificate.of(new double[] {1e-9, 0}, 0.5).unique());
    }

    /** Mean cross-entropy of softmax(V (x - m) + shift), class i % CLASSES being right. */
    private static double loss(double[][] x, double[] v, double[] shift, double[] mean) {
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            double[] z = shift.clone();
            for (int k = 0; k < CLASSES; k++) {
                for (int j = 0; j < D; j++) {
                    z[k] += v[k * D + j] * (x[i][j] - mean[j]);
                }
            }
            double largest = Arrays.stream(z).max().orElseThrow();
            double sum = Arrays.stream(z).map(value -> Math.exp(value - largest)).sum();
            total += largest + Math.log(sum) - z[i % CLASSES];
        }
        return total / x.length;
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
        RowSource none = (from, count, target) -> {};
        assertMessage("label 3 of example 2", () -> new LabelledRows(none, new int[] {0, 3}, 3));
        assertMessage("class 1 has none", () -> new LabelledRows(none, new int[] {0, 2}, 3));
        assertMessage("at least 2 classes", () -> new LabelledRows(none, new int[] {0}, 1));
        Moments constant = new Moments(N, new double[D], new double[D * D]);
        assertThrows(BnException.class, () -> new SoftmaxRegression(backend, constant, rows(x)));
        Moments others = new Moments(N + 1, moments.mean(), moments.scatterMatrix());
        assertThrows(IllegalArgumentException.class, () -> new SoftmaxRegression(backend, others, rows(x)));
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, moments, rows(x))) {
            assertMessage("gamma must be a positive number", () -> regression.solveBatchNorm(0, Progress.NONE));
            assertThrows(IllegalArgumentException.class,
                    () -> regression.solveExplicit(new double[] {1, -0.1, 1}, Progress.NONE));
        }
    }

    private static void assertMessage(String part, Executable executable) {
        String message = assertThrows(InvalidRequestException.class, executable).getMessage();
        assertTrue(message.contains(part), message);
    }
}
