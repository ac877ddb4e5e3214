package bn.theory.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.EnumeratedBatches;
import bn.theory.oracle.LargeBatchLimit;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T9 against expectations over all batches, which are enumerated, and against closed forms. */
class BatchEffectTest {
    /** Skewed, and not evenly spaced: all six terms are present. */
    private static final double[][] SKEWED = {{-1}, {0.5}, {3}};
    private static final int[] COUNTS = {4, 4, 2};
    private static final double GAMMA = 1.3;
    private static final double BETA = -0.4;

    private static double squared(double h, double y) {
        return 0.5 * (h - y) * (h - y);
    }

    private static double logistic(double h, boolean positive) {
        return Math.log1p(Math.exp(positive ? -h : h));
    }

    private static EnumeratedBatches logisticBatches() {
        return new EnumeratedBatches(SKEWED, COUNTS, (kind, x) -> logistic(GAMMA * x[0] + BETA, kind != 1));
    }

    private static BatchEffect logisticEffect(EnumeratedBatches batches) {
        boolean[] positive = new boolean[10];
        int[] kind = batches.kindOfExample();
        for (int i = 0; i < positive.length; i++) {
            positive[i] = kind[i] != 1;
        }
        return BatchEffect.of(batches.examples(), new double[] {GAMMA}, new double[] {BETA}, new LogisticLoss(positive));
    }

    @Test
    void logisticLossOfASkewedInput() {
        EnumeratedBatches batches = logisticBatches();
        BatchEffect effect = logisticEffect(batches);
        LargeBatchLimit limit = LargeBatchLimit.of(m -> m * batches.gap(m));
        limit.assertNear(effect.sum());
        assertEquals(effect.sum() / 32, effect.gap(32), 1e-15);
        assertTrue(Math.abs(effect.gammaDecay() - limit.value()) > 10 * limit.error(), "the two-term form must be off");
    }

    /** With N = 4 M all is again a power series in 1/M, of limit 3/4 of the one above. */
    @Test
    void batchesWithoutReplacement() {
        EnumeratedBatches batches = new EnumeratedBatches(SKEWED, new int[] {3, 3, 2},
                (kind, x) -> logistic(GAMMA * x[0] + BETA, kind != 1));
        double[] gamma = {GAMMA};
        boolean[] positive = {true, true, true, false, false, false, true, true};
        BatchEffect small = BatchEffect.of(batches.examples(), gamma, new double[] {BETA}, new LogisticLoss(positive));
        LargeBatchLimit limit = LargeBatchLimit.of(m -> m * batches.gapWithoutReplacement(m, 4 * m));
        limit.assertNear(0.75 * small.sum());
        BatchEffect large = new BatchEffect(small.channels(), 0, 512);
        assertEquals(small.sum() / 128 * (384 / 511.0), large.gapWithoutReplacement(128), 1e-15);
        assertEquals(0, large.gapWithoutReplacement(512), Double.MIN_VALUE);
    }

    @Test
    void squaredLossOfASkewedInput() {
        double[] y = {0.3, -1, 2};
        EnumeratedBatches batches = new EnumeratedBatches(SKEWED, COUNTS, (kind, x) -> squared(GAMMA * x[0] + BETA, y[kind]));
        double[] targets = IntStream.of(batches.kindOfExample()).mapToDouble(c -> y[c]).toArray();
        BatchEffect effect = BatchEffect.of(batches.examples(), new double[] {GAMMA}, new double[] {BETA},
                new SquaredLoss(targets));
        LargeBatchLimit.of(m -> m * batches.gap(m)).assertNear(effect.sum());
    }

    /**
     * For y = a x + b the loss changes by gamma a (1 - E sqrt(v)), v the batch variance: by gamma a (1/2 + (rho + 2)/8) / M. The
     * two-term form has gamma^2 in place of gamma a = gamma^2 (1 + lambda). Six points have the moments of a Gaussian up to the
     * fifth.
     */
    @Test
    void squaredLossOfAGaussianInputInClosedForm() {
        double a = 2.1;
        double[] x = {0, 0, 0, 0, Math.sqrt(3), -Math.sqrt(3)};
        double[] y = IntStream.range(0, 6).mapToDouble(i -> a * x[i] + 0.7).toArray();
        BatchEffect effect = BatchEffect.of(x, new double[] {GAMMA}, new double[] {BETA}, new SquaredLoss(y));
        // Rounding of sums of 6 terms below 20.
        assertEquals(0.75 * GAMMA * a, effect.sum(), 1e-13);
        assertEquals(0.75 * GAMMA * GAMMA, effect.gammaDecay(), 1e-13);
        ChannelTerms terms = effect.channels().get(0);
        assertEquals(0, terms.skewness(), 1e-15);
        assertEquals(0, terms.excessKurtosis(), 1e-14);
        assertEquals(0.75 * GAMMA * (GAMMA - a), terms.gradientScale(), 1e-13);
        assertEquals(-1.5 * GAMMA * (GAMMA - a), terms.gradientCube(), 1e-13);
        assertEquals(0.5 * GAMMA * GAMMA, terms.curvatureMean(), 1e-13);
        assertEquals(0.25 * GAMMA * GAMMA, terms.curvatureScale(), 1e-13);
        for (int m : new int[] {16, 64, 256}) {
            // E sqrt(v) = sqrt(2/m) Gamma(m/2) / Gamma((m-1)/2) = 1 - 3/(4m) - 7/(32 m^2) - ...; the next term is below 1/m^3.
            double exact = GAMMA * a * (1 - meanDeviation(m));
            assertEquals(7.0 / 32 * GAMMA * a / (m * m), exact - effect.gap(m), GAMMA * a / (m * m * m) + 1e-13);
        }
    }

    /** The mean biased deviation of m Gaussian numbers, m even; the ratio r(m) = Gamma(m/2) / Gamma((m-1)/2) by recurrence. */
    private static double meanDeviation(int m) {
        double ratio = 1 / Math.sqrt(Math.PI);
        for (int k = 4; k <= m; k += 2) {
            ratio *= (k - 2.0) / (k - 3.0);
        }
        return Math.sqrt(2.0 / m) * ratio;
    }

    /** Three correlated, skewed channels of different scales, one gamma negative. */
    @Test
    void softmaxNeedsTheCrossPart() {
        double[][] kinds = {{-1, 0, 2}, {0, 3, 1}, {2, 1, -1}, {5, 4, 0.5}};
        double[] gamma = {1.2, -0.8, 2};
        double[] beta = {0.1, -0.5, 0.3};
        int[] label = {2, 0, 1, 0};
        EnumeratedBatches batches = new EnumeratedBatches(kinds, new int[] {3, 3, 2, 2}, (kind, x) -> {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += Math.exp(gamma[k] * x[k] + beta[k]);
            }
            return Math.log(sum) - gamma[label[kind]] * x[label[kind]] - beta[label[kind]];
        });
        int[] labels = IntStream.of(batches.kindOfExample()).map(c -> label[c]).toArray();
        BatchEffect effect = BatchEffect.of(batches.examples(), gamma, beta, new SoftmaxLoss(labels));
        LargeBatchLimit limit = LargeBatchLimit.of(m -> m * batches.gap(m));
        limit.assertNear(effect.sum());
        assertEquals(effect.sum(), effect.diagonal() + effect.cross(), 1e-14);
        assertTrue(Math.abs(effect.diagonal() - limit.value()) > 10 * limit.error(), "the cross part must matter");
        assertTrue(Math.abs(effect.gammaDecay() - limit.value()) > 10 * limit.error(), "the two-term form must be off");
    }

    /**
     * With eps as large as the variance: batches change the variance, but not eps. Replacing gamma by gamma sqrt(kappa) and eps
     * by 0 is not enough, though it has the same limit for eps to 0.
     */
    @Test
    void anEpsDampsTheNoiseOfTheVariance() {
        double[][] kinds = {{-1, 0, 2}, {0, 3, 1}, {2, 1, -1}, {5, 4, 0.5}};
        double[] gamma = {1.2, -0.8, 2};
        double[] beta = {0.1, -0.5, 0.3};
        int[] label = {2, 0, 1, 0};
        EnumeratedBatches batches = new EnumeratedBatches(kinds, new int[] {3, 3, 2, 2}, 1.5, (kind, x) -> {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += Math.exp(gamma[k] * x[k] + beta[k]);
            }
            return Math.log(sum) - gamma[label[kind]] * x[label[kind]] - beta[label[kind]];
        });
        int[] labels = IntStream.of(batches.kindOfExample()).map(c -> label[c]).toArray();
        SoftmaxLoss loss = new SoftmaxLoss(labels);
        BatchEffect effect = BatchEffect.of(batches.examples(), 1.5, gamma, beta, loss);
        LargeBatchLimit limit = LargeBatchLimit.of(m -> m * batches.gap(m));
        limit.assertNear(effect.sum());
        double[] taken = new double[3];
        for (int k = 0; k < 3; k++) {
            int channel = k;
            double[] u = IntStream.range(0, 10).mapToDouble(i -> batches.examples()[i * 3 + channel]).toArray();
            double mean = Arrays.stream(u).average().orElseThrow();
            double variance = Arrays.stream(u).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
            taken[k] = gamma[k] * Math.sqrt(variance / (variance + 1.5));
        }
        BatchEffect intoGamma = BatchEffect.of(batches.examples(), taken, beta, loss);
        assertTrue(Math.abs(intoGamma.sum() - limit.value()) > 10 * limit.error(), "eps in gamma alone must be off");
        assertTrue(Math.abs(effect.diagonal() - limit.value()) > 10 * limit.error(), "the cross part must matter");
        assertTrue(Math.abs(effect.cross() - intoGamma.cross()) > 10 * limit.error(), "eps must matter in the cross part");
    }

    /** One channel with an eps below its variance, and with one far above it. */
    @Test
    void anEpsInASingleChannel() {
        double[] y = {0.3, -1, 2};
        EnumeratedBatches squared = new EnumeratedBatches(SKEWED, COUNTS, 0.7,
                (kind, x) -> squared(GAMMA * x[0] + BETA, y[kind]));
        double[] targets = IntStream.of(squared.kindOfExample()).mapToDouble(c -> y[c]).toArray();
        LargeBatchLimit.of(m -> m * squared.gap(m)).assertNear(BatchEffect.of(squared.examples(), 0.7, new double[] {GAMMA},
                new double[] {BETA}, new SquaredLoss(targets)).sum());
        EnumeratedBatches logistic = new EnumeratedBatches(SKEWED, COUNTS, 20,
                (kind, x) -> logistic(GAMMA * x[0] + BETA, kind != 1));
        boolean[] positive = new boolean[10];
        for (int i = 0; i < 10; i++) {
            positive[i] = logistic.kindOfExample()[i] != 1;
        }
        BatchEffect effect = BatchEffect.of(logistic.examples(), 20, new double[] {GAMMA}, new double[] {BETA},
                new LogisticLoss(positive));
        LargeBatchLimit.of(m -> m * logistic.gap(m)).assertNear(effect.sum());
        assertTrue(Math.abs(effect.channels().get(0).gradientEps()) > 0.1 * Math.abs(effect.sum()),
                "the term of eps must matter");
    }

    /** Outputs with separate losses do not interact. */
    @Test
    void outputsThatShareNoLossHaveNoCrossPart() {
        double[] x = {1, 4, 2, 2, 5, 3, 0, 9};
        double[] gamma = {0.7, 1.5};
        double[] beta = {0.2, -0.3};
        boolean[] both = {true, false, false, true, true, true, false, false};
        BatchEffect effect = BatchEffect.of(x, gamma, beta, new LogisticLoss(both));
        assertEquals(0, effect.cross(), Double.MIN_VALUE);
        BatchEffect first = BatchEffect.of(new double[] {1, 2, 5, 0}, new double[] {0.7}, new double[] {0.2},
                new LogisticLoss(new boolean[] {true, false, true, false}));
        assertEquals(first.channels().get(0), effect.channels().get(0));
    }

    /** Two classes of softmax are one logistic unit of the difference; here the second output stays at 0 by gamma = 0. */
    @Test
    void softmaxOfOneMovingOutputIsLogistic() {
        double[] x = {1, 4, 2, 2, 5, 3, 0, 9};
        BatchEffect softmax = BatchEffect.of(x, new double[] {0.7, 0}, new double[] {0.2, 0},
                new SoftmaxLoss(new int[] {0, 1, 0, 1}));
        BatchEffect logistic = BatchEffect.of(new double[] {1, 2, 5, 0}, new double[] {0.7}, new double[] {0.2},
                new LogisticLoss(new boolean[] {true, false, true, false}));
        assertEquals(logistic.sum(), softmax.sum(), 1e-14);
    }

    @Test
    void refusesWhatHasNoNormalizedForm() {
        double[] one = {1};
        ExampleLoss loss = new SquaredLoss(new double[3]);
        assertThrows(IllegalArgumentException.class, () -> BatchEffect.of(new double[] {2, 2, 2}, one, one, loss));
        assertThrows(IllegalArgumentException.class, () -> BatchEffect.of(new double[] {2, 1, Double.NaN}, one, one, loss));
        assertThrows(IllegalArgumentException.class, () -> BatchEffect.of(new double[3], new double[2], new double[2], loss));
        assertThrows(IllegalArgumentException.class, () -> BatchEffect.of(new double[3], one, new double[2], loss));
        BatchEffect effect = BatchEffect.of(new double[] {1, 2, 4}, one, one, loss);
        assertThrows(IllegalArgumentException.class, () -> BatchEffect.of(new double[] {1, 2, 4}, -1, one, one, loss));
        assertThrows(IllegalArgumentException.class, () -> ReluBatchEffect.factor(1, 3));
        assertThrows(IllegalArgumentException.class, () -> ReluBatchEffect.factor(4, 3));
        assertEquals(0, ReluBatchEffect.factor(3, 3));
        assertThrows(IllegalArgumentException.class, () -> effect.gap(1));
        assertThrows(IllegalArgumentException.class, () -> effect.gapWithoutReplacement(4));
    }
}
