package bn.experiments.verify;

import bn.theory.batch.BatchEffect;
import bn.theory.batch.LogisticLoss;
import bn.theory.batch.NetworkBatchEffect;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Checks T9, with an eps, by drawing and normalizing batches: the loss of skewed inputs with batch statistics minus that of the
 * same examples with the statistics of all examples. Batches of M and of 2 M are combined so that terms of order 1/M^2 cancel.
 */
final class FiniteBatchCheck {
    private static final int POPULATION = 3000;
    private static final int BATCH = 64;
    private static final int BATCHES = 150_000;
    private static final double GAMMA = 1.5;
    private static final double BETA = 0.3;
    /** Large enough to matter: the inputs have variance 1. */
    private static final double EPS = 0.5;
    /** Bound of the relative remainder of third order, with a factor as large as the coefficients of first order. */
    private static final double REMAINDER = 40.0 / (BATCH * BATCH);

    /** Examples whose weights are moved one by one. */
    private static final int SMALL = 100;
    /**
     * Error of the mean of second differences with a step of 1e-3: rounding 64 * 2^-53 / (12 * 1e-6) of the loss and truncation 1e-12 of its
     * sixth derivative, which is below 1e4; together 1e-9, with room for more.
     */
    private static final double BY_DIFFERENCES = 1e-8;

    private final double[] x = new double[POPULATION];
    private final boolean[] positive = new boolean[POPULATION];
    private final SplittableRandom random;

    private FiniteBatchCheck(long seed) {
        random = new SplittableRandom(seed);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < POPULATION; i++) {
            x[i] = -Math.log(1 - random.nextDouble());
            mean += x[i] / POPULATION;
        }
        for (int i = 0; i < POPULATION; i++) {
            square += (x[i] - mean) * (x[i] - mean) / POPULATION;
        }
        for (int i = 0; i < POPULATION; i++) {
            x[i] = (x[i] - mean) / Math.sqrt(square);
            positive[i] = random.nextDouble() < 1 / (1 + Math.exp(0.5 - x[i]));
        }
    }

    static TheoremResult run(long seed) {
        FiniteBatchCheck check = new FiniteBatchCheck(seed);
        double predicted = BatchEffect.of(check.x, EPS, new double[] {GAMMA}, new double[] {BETA},
                new LogisticLoss(check.positive)).sum();
        double[] once = check.simulate(BATCH);
        double[] twice = check.simulate(2 * BATCH);
        double measured = 2 * twice[0] - once[0];
        double deviation = Math.sqrt(4 * twice[1] * twice[1] + once[1] * once[1]);
        return new TheoremResult("T9", "loss gap of finite batches to first order with " + 2 * BATCHES + " batches drawn",
                Math.abs(measured / predicted - 1), 4 * deviation / Math.abs(predicted) + REMAINDER);
    }

    /** The second derivatives by how much each example counts, which hold for any network, with the closed form for one layer. */
    static TheoremResult weights(long seed) {
        double[] x = new SplittableRandom(seed).doubles(SMALL, -1, 1).map(u -> u + u * u).toArray();
        boolean[] positive = new boolean[SMALL];
        double mean = Arrays.stream(x).average().orElseThrow();
        double square = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
        Arrays.setAll(x, i -> (x[i] - mean) / Math.sqrt(square));
        for (int i = 0; i < SMALL; i++) {
            positive[i] = x[i] > 0 != (i % 3 == 0);
        }
        double closed = BatchEffect.of(x, EPS, new double[] {GAMMA}, new double[] {BETA}, new LogisticLoss(positive)).sum();
        double derived = NetworkBatchEffect.of(weights -> weighted(x, positive, weights), SMALL).sum();
        return new TheoremResult("T9", "curvature of the loss by the weights of examples with the closed form for one layer",
                Math.abs(derived / closed - 1), BY_DIFFERENCES / Math.abs(closed));
    }

    private static double weighted(double[] x, boolean[] positive, double[] weights) {
        double mean = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            mean += weights[i] * x[i];
        }
        for (int i = 0; i < x.length; i++) {
            square += weights[i] * (x[i] - mean) * (x[i] - mean);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * loss((x[i] - mean) / Math.sqrt(square + EPS), positive[i]);
        }
        return sum;
    }

    /**
     * M times the gap, and its standard error. Most of the variation between batches is explained by the batch's mean and
     * variance, whose expectations 0 and 1 - 1/M are known, and is removed by regression (control variates).
     */
    private double[] simulate(int batch) {
        double[] h = new double[batch];
        int[] drawn = new int[batch];
        double[] sums = new double[3];
        double[][] products = new double[3][3];
        for (int b = 0; b < BATCHES; b++) {
            double mean = 0;
            for (int i = 0; i < batch; i++) {
                drawn[i] = random.nextInt(POPULATION);
                h[i] = x[drawn[i]];
                mean += h[i] / batch;
            }
            double variance = 0;
            for (double value : h) {
                variance += (value - mean) * (value - mean) / batch;
            }
            double gap = 0;
            for (int i = 0; i < batch; i++) {
                gap += loss((h[i] - mean) / Math.sqrt(variance + EPS), positive[drawn[i]])
                        - loss(h[i] / Math.sqrt(1 + EPS), positive[drawn[i]]);
            }
            double[] terms = {gap, mean, variance - 1 + 1.0 / batch};
            for (int i = 0; i < 3; i++) {
                sums[i] += terms[i] / BATCHES;
                for (int j = 0; j < 3; j++) {
                    products[i][j] += terms[i] * terms[j] / BATCHES;
                }
            }
        }
        return adjusted(sums, products);
    }

    /** Mean and standard error of the first of three variables; the others have expectation 0 and are removed by regression. */
    private static double[] adjusted(double[] sums, double[][] products) {
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[i][j] = products[i][j] - sums[i] * sums[j];
            }
        }
        double determinant = c[1][1] * c[2][2] - c[1][2] * c[1][2];
        double first = (c[0][1] * c[2][2] - c[0][2] * c[1][2]) / determinant;
        double second = (c[0][2] * c[1][1] - c[0][1] * c[1][2]) / determinant;
        double variance = c[0][0] - first * c[0][1] - second * c[0][2];
        return new double[] {sums[0] - first * sums[1] - second * sums[2], Math.sqrt(variance / BATCHES)};
    }

    private static double loss(double normalized, boolean positive) {
        double output = GAMMA * normalized + BETA;
        return Math.log1p(Math.exp(positive ? -output : output));
    }
}
