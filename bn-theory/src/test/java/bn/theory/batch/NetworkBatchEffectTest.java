package bn.theory.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Differences;
import bn.theory.oracle.LargeBatchLimit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** T9 for all layers, against the mean over all batches, which are enumerated: three kinds of examples and two normalized layers. */
class NetworkBatchEffectTest {
    private static final double EPS = 0.2;
    private static final double[][] KINDS = {{-1, 0.3}, {0.5, 1}, {3, -0.7}};
    private static final double[] TARGETS = {0.2, -1, 0.7};
    private static final int[] KIND = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2};

    /** Two channels that are normalized, an activation, and their linear maps, as many times as asked; the first channel is the output. */
    private static double loss(double[][] rows, double[] targets, double[] weights, int layers, DoubleUnaryOperator activation) {
        double[][] h = rows;
        for (int layer = 0; layer < layers; layer++) {
            boolean last = layer == layers - 1;
            double[] first = normalized(h, 0, weights);
            double[] second = normalized(h, 1, weights);
            double[][] next = new double[h.length][];
            for (int i = 0; i < next.length; i++) {
                double a = 1.3 * first[i] + 0.2;
                double b = -0.8 * second[i] + 0.4;
                next[i] = last ? new double[] {a, b}
                        : new double[] {activation.applyAsDouble(a) - 0.6 * activation.applyAsDouble(b),
                                0.5 * activation.applyAsDouble(a) + activation.applyAsDouble(b)};
            }
            h = next;
        }
        double sum = 0;
        for (int i = 0; i < h.length; i++) {
            sum += weights[i] * 0.5 * (h[i][0] - targets[i]) * (h[i][0] - targets[i]);
        }
        return sum;
    }

    private static double[] normalized(double[][] rows, int channel, double[] weights) {
        double mean = 0;
        double square = 0;
        for (int i = 0; i < rows.length; i++) {
            mean += weights[i] * rows[i][channel];
        }
        for (int i = 0; i < rows.length; i++) {
            square += weights[i] * (rows[i][channel] - mean) * (rows[i][channel] - mean);
        }
        double centre = mean;
        double s = Math.sqrt(square + EPS);
        return Arrays.stream(rows).mapToDouble(row -> (row[channel] - centre) / s).toArray();
    }

    private static double ofKinds(double[] weights, int layers) {
        return loss(KINDS, TARGETS, weights, layers, Math::tanh);
    }

    private static double ofExamples(double[] weights, int layers) {
        double[] kinds = new double[3];
        for (int i = 0; i < weights.length; i++) {
            kinds[KIND[i]] += weights[i];
        }
        return ofKinds(kinds, layers);
    }

    /** E[loss of a batch] - loss of the population, with the multinomial probabilities of all batches. */
    private static double gap(int batch, int layers) {
        double[] log = new double[batch + 1];
        for (int i = 1; i <= batch; i++) {
            log[i] = log[i - 1] + Math.log(i);
        }
        double sum = 0;
        for (int a = 0; a <= batch; a++) {
            for (int b = 0; a + b <= batch; b++) {
                int c = batch - a - b;
                double p = log[batch] - log[a] - log[b] - log[c] + (a + b) * Math.log(0.4) + c * Math.log(0.2);
                sum += Math.exp(p) * ofKinds(new double[] {(double) a / batch, (double) b / batch, (double) c / batch}, layers);
            }
        }
        return sum - ofKinds(new double[] {0.4, 0.4, 0.2}, layers);
    }

    @Test
    void statisticsOfAllLayersCount() {
        NetworkBatchEffect both = NetworkBatchEffect.of(weights -> ofExamples(weights, 2), 10);
        LargeBatchLimit limit = LargeBatchLimit.of(m -> m * gap(m, 2));
        limit.assertNear(both.sum());
        assertEquals(both.sum() / 32, both.gap(32));
        // What T9 for one layer alone has.
        double alone = lastLayerAlone();
        assertTrue(Math.abs(alone - both.sum()) > 0.1 * Math.abs(both.sum()), () -> alone + " is about " + both.sum());
    }

    /** For one layer it is the sum of the terms of T9. */
    @Test
    void forOneLayerItIsTheClosedForm() {
        double[][] rows = Arrays.stream(KIND).mapToObj(kind -> KINDS[kind]).toArray(double[][]::new);
        double[] y = Arrays.stream(KIND).mapToDouble(kind -> TARGETS[kind]).toArray();
        BatchEffect closed = BatchEffect.of(standardized(rows), EPS / variance(rows), new double[] {1.3}, new double[] {0.2},
                new SquaredLoss(y));
        assertEquals(closed.sum(), NetworkBatchEffect.of(weights -> ofExamples(weights, 1), 10).sum(), 1e-8);
    }

    /** With the statistics of the first layer held at those of the population. */
    private static double lastLayerAlone() {
        double[] population = {0.4, 0.4, 0.2};
        double[] first = normalized(KINDS, 0, population);
        double[] second = normalized(KINDS, 1, population);
        double[][] rows = new double[3][];
        for (int i = 0; i < 3; i++) {
            double a = Math.tanh(1.3 * first[i] + 0.2);
            double b = Math.tanh(-0.8 * second[i] + 0.4);
            rows[i] = new double[] {a - 0.6 * b, 0.5 * a + b};
        }
        return NetworkBatchEffect.of(weights -> {
            double[] kinds = new double[3];
            for (int i = 0; i < weights.length; i++) {
                kinds[KIND[i]] += weights[i];
            }
            return loss(rows, TARGETS, kinds, 1, Math::tanh);
        }, 10).sum();
    }

    private static double mean(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> row[0]).average().orElseThrow();
    }

    private static double variance(double[][] rows) {
        double mean = mean(rows);
        return Arrays.stream(rows).mapToDouble(row -> (row[0] - mean) * (row[0] - mean)).average().orElseThrow();
    }

    private static double[] standardized(double[][] rows) {
        double mean = mean(rows);
        double s = Math.sqrt(variance(rows));
        return Arrays.stream(rows).mapToDouble(row -> (row[0] - mean) / s).toArray();
    }

    /** Smooth: drawn signs give the mean that the derivatives give, but for M^-1 of it, with the signs as far as a batch of 1000 is. */
    @Test
    void drawnSignsHaveTheSameMean() {
        double exact = NetworkBatchEffect.of(weights -> ofExamples(weights, 2), 10).sum();
        NetworkBatchEffect drawn = NetworkBatchEffect.drawn(weights -> ofExamples(weights, 2), 10, 1000, 20_000, 5);
        assertTrue(drawn.standardError() < 0.02 * Math.abs(exact), drawn::toString);
        assertEquals(exact, drawn.sum(), 4 * drawn.standardError() + 10 * Math.abs(exact) / 1000);
    }

    /**
     * Two layers with ReLU on 400 examples, against drawn batches of 64, less their linear part, whose mean is 0. The next order is a relative
     * error of 1 / 8 in the kinks and of some 1 / 64 in the rest.
     */
    @Test
    void drawnSignsCountTheKinksOfRelu() {
        int n = 400;
        int batch = 64;
        Random random = new Random(4);
        double[][] rows = Samples.gaussian(n, 2, random);
        double[] targets = Arrays.stream(rows).mapToDouble(row -> row[0] - 0.5 * row[1] * row[1] + random.nextGaussian())
                .toArray();
        WeightedLoss loss = weights -> loss(rows, targets, weights, 2, h -> Math.max(h, 0));
        NetworkBatchEffect drawn = NetworkBatchEffect.drawn(loss, n, batch, 20_000, 6);
        double[] equal = new double[n];
        Arrays.fill(equal, 1.0 / n);
        double population = loss.at(equal);
        double[] linear = Differences.gradient(loss::at, equal);
        double offset = Samples.dot(linear, equal);
        int batches = 20_000;
        double mean = 0;
        double square = 0;
        for (int b = 0; b < batches; b++) {
            double[] weights = new double[n];
            for (int i = 0; i < batch; i++) {
                weights[random.nextInt(n)] += 1.0 / batch;
            }
            double value = batch * (loss.at(weights) - population - Samples.dot(linear, weights) + offset);
            mean += value / batches;
            square += value * value / batches;
        }
        double error = Math.sqrt((square - mean * mean) / batches);
        double withoutKinks = NetworkBatchEffect.of(loss, n).sum();
        double kinks = Math.abs(mean - withoutKinks);
        double tolerance = 4 * Math.hypot(error, drawn.standardError()) + kinks / 8 + Math.abs(mean) / 32;
        assertEquals(mean, drawn.sum(), tolerance);
        assertTrue(kinks > tolerance, () -> "kinks must matter: " + kinks);
    }
}
