package bn.theory.batch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.DrawnBatches;
import bn.theory.oracle.DrawnBatches.Estimate;
import bn.theory.oracle.Samples;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T9 against batches drawn with a fixed seed, from samples of distributions with and without skew and tails. */
class BatchMonteCarloTest {
    private static final int EXAMPLES = 4000;
    private static final double[] GAMMA = {1.5};
    private static final double[] BETA = {-0.5};
    /** Accepted error of a mean in standard errors: 6e-5 of all draws exceed it. */
    private static final double ERRORS = 4;

    private enum Inputs {
        GAUSSIAN, EXPONENTIAL, LAPLACE, UNIFORM;

        double[] draw() {
            Random random = new Random(ordinal());
            DoubleSupplier one = switch (this) {
                case GAUSSIAN -> random::nextGaussian;
                case EXPONENTIAL -> () -> -Math.log(1 - random.nextDouble());
                case LAPLACE -> () -> (random.nextBoolean() ? 1 : -1) * Math.log(1 - random.nextDouble());
                case UNIFORM -> random::nextDouble;
            };
            return DoubleStream.generate(one).limit(EXAMPLES).toArray();
        }
    }

    private static double[][] rows(double[] flat, int channels) {
        double[][] rows = new double[flat.length / channels][channels];
        for (int i = 0; i < flat.length; i++) {
            rows[i / channels][i % channels] = flat[i];
        }
        return rows;
    }

    /** Distances of three forms from the estimate at M = 64, in units of the accepted error of the full form. */
    private record Distances(double full, double diagonal, double gammaDecay) {}

    /**
     * The distance at M = 16 is the error of the estimate and a term of order 1/M, whose size is not known beforehand. At M = 64
     * that term is a quarter as large: half of the distance at 16 allows for it and for higher orders.
     */
    private static Distances distances(BatchEffect effect, DrawnBatches batches) {
        Estimate at16 = batches.estimate(16, 60000, 1);
        Estimate at64 = batches.estimate(64, 60000, 2);
        double allowed = ERRORS * at64.error() + 0.5 * (Math.abs(at16.mean() - effect.sum()) + ERRORS * at16.error());
        return new Distances(Math.abs(effect.sum() - at64.mean()) / allowed, Math.abs(effect.diagonal() - at64.mean()) / allowed,
                Math.abs(effect.gammaDecay() - at64.mean()) / allowed);
    }

    @ParameterizedTest
    @EnumSource(Inputs.class)
    void logisticLoss(Inputs inputs) {
        double[] u = inputs.draw();
        boolean[] positive = new boolean[u.length];
        Random random = new Random(7);
        for (int i = 0; i < u.length; i++) {
            positive[i] = random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * u[i]));
        }
        DrawnBatches batches = new DrawnBatches(rows(u, 1), (i, x) -> {
            double h = GAMMA[0] * x[0] + BETA[0];
            return Math.log1p(Math.exp(positive[i] ? -h : h));
        });
        Distances off = distances(BatchEffect.of(u, GAMMA, BETA, new LogisticLoss(positive)), batches);
        assertTrue(off.full() < 1, () -> "full form: " + off);
        assertTrue(inputs != Inputs.EXPONENTIAL || off.gammaDecay() > 2, () -> "the two-term form must be off: " + off);
    }

    @ParameterizedTest
    @EnumSource(Inputs.class)
    void squaredLoss(Inputs inputs) {
        double[] u = inputs.draw();
        double[] y = new double[u.length];
        Random random = new Random(7);
        for (int i = 0; i < u.length; i++) {
            y[i] = 3 * u[i] + Math.sin(2 * u[i]) + random.nextGaussian();
        }
        DrawnBatches batches = new DrawnBatches(rows(u, 1), (i, x) -> {
            double error = GAMMA[0] * x[0] + BETA[0] - y[i];
            return 0.5 * error * error;
        });
        Distances off = distances(BatchEffect.of(u, GAMMA, BETA, new SquaredLoss(y)), batches);
        assertTrue(off.full() < 1, () -> "full form: " + off);
        assertTrue(off.gammaDecay() > 2, () -> "the two-term form must be off: " + off);
    }

    /** Three correlated channels; the cross part is large enough to be detected. */
    @Test
    void softmaxLoss() {
        double[][] source = Samples.gaussian(EXAMPLES, 3, new Random(3));
        double[][] u = new double[EXAMPLES][];
        int[] labels = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            double[] s = source[i];
            u[i] = new double[] {s[0] + s[0] * s[0] / 2, s[0] - s[1], s[1] + s[2] / 2};
            labels[i] = s[2] > 0.5 ? 2 : s[0] > s[1] ? 0 : 1;
        }
        double[] gamma = {1.5, 1, -0.7};
        double[] beta = {0.2, 0, -0.4};
        DrawnBatches batches = new DrawnBatches(u, (i, x) -> {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += Math.exp(gamma[k] * x[k] + beta[k]);
            }
            return Math.log(sum) - gamma[labels[i]] * x[labels[i]] - beta[labels[i]];
        });
        BatchEffect effect = BatchEffect.of(Samples.flat(u), gamma, beta, new SoftmaxLoss(labels));
        Distances off = distances(effect, batches);
        assertTrue(off.full() < 1, () -> "full form: " + off);
        assertTrue(off.diagonal() > 2, () -> "the cross part must matter: " + off);
    }

    /** With variance / (variance + eps) = 2/5 in a skewed channel: the form that has eps in gamma alone is wrong. */
    @Test
    void anEpsAboveTheVariance() {
        double[] u = Inputs.EXPONENTIAL.draw();
        double eps = 1.5 * variance(u);
        boolean[] positive = new boolean[u.length];
        Random random = new Random(7);
        for (int i = 0; i < u.length; i++) {
            positive[i] = random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * u[i]));
        }
        DrawnBatches batches = new DrawnBatches(rows(u, 1), eps, (i, x) -> {
            double h = GAMMA[0] * x[0] + BETA[0];
            return Math.log1p(Math.exp(positive[i] ? -h : h));
        });
        LogisticLoss loss = new LogisticLoss(positive);
        Distances off = distances(BatchEffect.of(u, eps, GAMMA, BETA, loss), batches);
        assertTrue(off.full() < 1, () -> "full form: " + off);
        BatchEffect intoGamma = BatchEffect.of(u, new double[] {GAMMA[0] * Math.sqrt(0.4)}, BETA, loss);
        Estimate at64 = batches.estimate(64, 60000, 2);
        assertTrue(Math.abs(intoGamma.sum() - at64.mean()) > 10 * at64.error(), "eps in gamma alone must be off by many errors");
    }

    private static double variance(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        return DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }
}
