package bn.experiments.study.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MonteCarloGapTest {
    private static final int BATCH = 3;
    private static final double EPS = 0.3;
    private static final double[][] U = {{1, -2}, {0.5, 3}, {-1.5, 0.7}, {2.2, 0.1}, {-0.3, -0.9}, {4, 1}};
    private static final int[] LABELS = {0, 1, 0, 1, 1, 0};
    private static final double[] GAMMA = {1.3, -0.8};
    private static final double[] BETA = {0.2, -0.5};

    private static OutputLoss loss() {
        return LinearLoss.SOFTMAX.loss(LABELS, 2);
    }

    private static NormalizedLayer layer(double eps) {
        double[] flat = new double[2 * U.length];
        for (int i = 0; i < U.length; i++) {
            flat[2 * i] = U[i][0];
            flat[2 * i + 1] = U[i][1];
        }
        return new NormalizedLayer(flat, GAMMA, BETA, eps);
    }

    /**
     * The mean loss of examples normalized by their own statistics, the cross-entropy of two classes written as a
     * logistic loss.
     */
    private static double meanLoss(double eps, int... drawn) {
        double[] mean = new double[2];
        double[] variance = new double[2];
        for (int k = 0; k < 2; k++) {
            for (int example : drawn) {
                mean[k] += U[example][k] / drawn.length;
            }
            for (int example : drawn) {
                variance[k] += Math.pow(U[example][k] - mean[k], 2) / drawn.length;
            }
        }
        double sum = 0;
        for (int example : drawn) {
            double[] h = BETA.clone();
            for (int k = 0; k < 2; k++) {
                h[k] += variance[k] < 1e-20 ? 0 : GAMMA[k] * (U[example][k] - mean[k]) / Math.sqrt(variance[k] + eps);
            }
            sum += Math.log1p(Math.exp(h[1 - LABELS[example]] - h[LABELS[example]]));
        }
        return sum / drawn.length;
    }

    /** Drawn batches against the expected mean loss of all. */
    private static void check(double expected, boolean replacement, int batches) {
        double gap = BATCH * (expected - meanLoss(EPS, 0, 1, 2, 3, 4, 5));
        MonteCarloGap.MeanGap measured = new MonteCarloGap(layer(EPS), loss(), replacement).measure(BATCH, batches,
                new SplittableRandom(1));
        assertTrue(measured.error() < 0.01 * Math.abs(gap), "too few batches: " + measured + " of " + gap);
        assertEquals(gap, measured.mean(), 4 * measured.error());
    }

    /** All 216 batches of three against drawn ones; 6e-5 of all draws are further off than four standard errors. */
    @Test
    void drawnBatchesHaveTheExpectationOfAllBatches() {
        double expected = 0;
        int n = U.length;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                for (int c = 0; c < n; c++) {
                    expected += meanLoss(EPS, a, b, c) / (n * n * n);
                }
            }
        }
        check(expected, true, 1_000_000);
    }

    /** All 20 sets of three. */
    @Test
    void withoutReplacementTheyHaveTheExpectationOfAllSets() {
        double expected = 0;
        for (int a = 0; a < U.length; a++) {
            for (int b = a + 1; b < U.length; b++) {
                for (int c = b + 1; c < U.length; c++) {
                    expected += meanLoss(EPS, a, b, c) / 20;
                }
            }
        }
        check(expected, false, 400_000);
    }

    @Test
    void theRateIsThatOfTheSlopeByGamma() {
        double step = 1e-6;
        double[] losses = new double[2];
        double[] x = layer(0).normalized();
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < U.length; i++) {
                double[] h = {(GAMMA[0] + (side == 0 ? -step : step)) * x[2 * i] + BETA[0], GAMMA[1] * x[2 * i + 1] + BETA[1]};
                losses[side] += loss().value(i, h) / U.length;
            }
        }
        // Central differences: rounding 1e-16 / step, and step^2.
        assertEquals(-(losses[1] - losses[0]) / (2 * step) / GAMMA[0], new MonteCarloGap(layer(0), loss(), true).lambda(0), 1e-8);
    }

    @Test
    void aConstantChannelIsSeen() {
        assertTrue(layer(0).varies());
        assertTrue(!new NormalizedLayer(new double[] {1, 0.1, 2, 0.1, 3, 0.1}, GAMMA, BETA, 0).varies());
    }
}
