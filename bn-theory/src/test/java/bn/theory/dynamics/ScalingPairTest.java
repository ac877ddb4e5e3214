package bn.theory.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * T17 on a network of K channels x_k of mean 0 and variance 1: h_k = gamma_k x_k + beta_k, times 0.3 if it is negative, u = sum_k W_k h_k, and
 * above it either the squared loss of u, or that of u normalized by its batch. All are learned by the optimizer as it is defined, on batches drawn anew.
 */
class ScalingPairTest {
    private static final int K = 3;
    private static final int N = 60;
    private static final double[][] X = Samples.gaussian(N, K, new Random(1));
    private static final double[] Y = new double[N];
    static {
        Random random = new Random(2);
        Arrays.setAll(Y, i -> Math.max(X[i][0], 0) - 0.7 * X[i][1] + random.nextGaussian());
    }
    private static final double[] GROUP = {0.9, -0.7, 1.1, 0.2, 0.1, -0.3};
    private static final double[] READERS = {0.8, -0.6, 0.5};

    /** Gradients with respect to a = (gamma, beta) and W of the mean loss of some rows. */
    private static double[][] gradients(double[] a, double[] w, int[] rows, boolean normalized) {
        double[] u = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < K; k++) {
                double h = a[k] * X[rows[i]][k] + a[K + k];
                u[i] += w[k] * h * slope(h);
            }
        }
        double[] du = normalized ? throughNormalization(u, rows) : new double[rows.length];
        double[][] gradients = {new double[2 * K], new double[K]};
        for (int i = 0; i < rows.length; i++) {
            du[i] += normalized ? 0 : (u[i] - Y[rows[i]]) / rows.length;
            for (int k = 0; k < K; k++) {
                double h = a[k] * X[rows[i]][k] + a[K + k];
                gradients[1][k] += du[i] * h * slope(h);
                gradients[0][k] += du[i] * w[k] * slope(h) * X[rows[i]][k];
                gradients[0][K + k] += du[i] * w[k] * slope(h);
            }
        }
        return gradients;
    }

    private static double slope(double h) {
        return h > 0 ? 1 : 0.3;
    }

    /** The gradient with respect to u of the squared loss of (u - mean) / s, by the chain rule. */
    private static double[] throughNormalization(double[] u, int[] rows) {
        int n = u.length;
        double mean = Arrays.stream(u).average().orElseThrow();
        double s = Math.sqrt(Arrays.stream(u).map(x -> (x - mean) * (x - mean)).sum() / n);
        double[] dz = new double[n];
        Arrays.setAll(dz, i -> ((u[i] - mean) / s - Y[rows[i]]) / n);
        double sum = Arrays.stream(dz).sum();
        double along = 0;
        for (int i = 0; i < n; i++) {
            along += dz[i] * (u[i] - mean) / s;
        }
        double[] du = new double[n];
        for (int i = 0; i < n; i++) {
            du[i] = (dz[i] - sum / n - along / n * (u[i] - mean) / s) / s;
        }
        return du;
    }

    /** A group of parameters under SGD with momentum, and its means over the steps that count. */
    private static final class Group {
        private final double[] values;
        private final double[] velocity;
        private final double decay;
        private double squaredNorm;
        private double squaredGradient;
        private double squaredStep;

        Group(double[] values, double decay) {
            this.values = values.clone();
            this.decay = decay;
            velocity = new double[values.length];
        }

        void step(double[] gradient, double eta, double theta, double weight) {
            squaredNorm += weight * Samples.dot(values, values);
            squaredGradient += weight * Samples.dot(gradient, gradient);
            for (int i = 0; i < values.length; i++) {
                velocity[i] = theta * velocity[i] + gradient[i] + decay * values[i];
            }
            for (int i = 0; i < values.length; i++) {
                values[i] -= eta * velocity[i];
            }
            squaredStep += weight * eta * eta * Samples.dot(velocity, velocity);
        }

        /** What the ends of a run of T steps add to mean decay times |a|^2, by the derivation: (1 - theta) |a|^2 / (2 eta T) - theta a.u / T. */
        double end(double eta, double theta, double steps) {
            return ((1 - theta) * Samples.dot(values, values) / (2 * eta) - theta * Samples.dot(values, velocity)) / steps;
        }
    }

    /** Steps that do not count, then T steps; what the ends of the T steps can add to the decays, for each group. */
    private static double[] run(Group a, Group w, double eta, double theta, int size, boolean normalized, int steps) {
        Random random = new Random(3);
        int[] rows = new int[size];
        double[] ends = new double[2];
        for (int t = -steps / 2; t < steps; t++) {
            if (t == 0) {
                ends[0] = a.end(eta, theta, steps);
                ends[1] = w.end(eta, theta, steps);
            }
            Arrays.setAll(rows, i -> random.nextInt(N));
            double[][] gradients = gradients(a.values, w.values, rows, normalized);
            double weight = t < 0 ? 0 : 1.0 / steps;
            a.step(gradients[0], eta, theta, weight);
            if (!normalized) {
                w.step(gradients[1], eta, theta, weight);
            }
        }
        ends[0] -= a.end(eta, theta, steps);
        ends[1] -= w.end(eta, theta, steps);
        return ends;
    }

    @Test
    void gammasAndBetasBelowANormalizationAreOneGroupWhoseLengthDoesNotMatter() {
        int[] rows = {1, 5, 7, 8, 20, 31, 44};
        double[] g = gradients(GROUP, READERS, rows, true)[0];
        assertTrue(Samples.dot(g, g) > 1e-3, "a gradient of about 0 would show nothing");
        assertEquals(0, Samples.dot(GROUP, g), 1e-14);
        double[] longer = gradients(Arrays.stream(GROUP).map(x -> 4 * x).toArray(), READERS, rows, true)[0];
        for (int i = 0; i < g.length; i++) {
            assertEquals(g[i] / 4, longer[i], 1e-14);
        }
        // Without the normalization the length matters.
        assertTrue(Math.abs(Samples.dot(GROUP, gradients(GROUP, READERS, rows, false)[0])) > 0.01);
    }

    /** T10 (d) for the group: the mean squared step over the mean squared length is that of the angle, but for the ends of the run. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void decayOfInnerGammasAndBetasIsALearningRate(double theta) {
        double eta = 0.01;
        double decay = 0.02;
        Group a = new Group(GROUP, decay);
        double[] ends = run(a, new Group(READERS, 0), eta, theta, 20, true, 100_000);
        double squaredAngle = Math.pow(new ScaleInvariantSgd(eta, decay, theta).angularUpdate(), 2);
        double tolerance = Math.abs(ends[0]) / (decay * a.squaredNorm) + 1e-10;
        assertTrue(tolerance < 0.05, () -> "too rough to show anything: " + tolerance);
        assertEquals(1, a.squaredStep / a.squaredNorm / squaredAngle, tolerance / (1 - tolerance));
    }

    /** By the steps exactly, but for the ends of the run; by the gradients to leading order. */
    @ParameterizedTest
    @CsvSource({"0, 0.02, 0.02", "0.9, 0.02, 0.02", "0.9, 0.03, 0"})
    void gradientNoiseBalancesTheLengthsOfAPair(double theta, double mu, double kappa) {
        double eta = 2e-3 * (1 - theta);
        int steps = 600_000;
        Group a = new Group(GROUP, mu);
        Group w = new Group(READERS, kappa);
        double[] ends = run(a, w, eta, theta, 1, false, steps);
        ScalingPair pair = new ScalingPair(eta, theta);
        double difference = mu * a.squaredNorm - kappa * w.squaredNorm;
        double bySteps = pair.decayDifferenceBySteps(a.squaredStep, w.squaredStep);
        assertEquals(difference, bySteps + ends[0] - ends[1], 1e-10);
        double byGradients = pair.decayDifference(a.squaredGradient, w.squaredGradient);
        double sum = pair.decayDifference(a.squaredGradient, -w.squaredGradient);
        // The curvature h of the mean loss is the mean of |du/d(a, W)|^2, at most about |a|^2 + |W|^2 times 2, as x has variance 1. It
        // correlates the gradients: relative eta h / (1 - theta). Drawn: twice the sum of products of gradients theta^k apart.
        double curvature = 2 * (a.squaredNorm + w.squaredNorm);
        double tolerance = eta * (curvature + mu + kappa) / (1 - theta) + 8 * Math.sqrt(1 / ((1 - theta * theta) * steps));
        assertTrue(Math.abs(byGradients) > 2 * tolerance * sum,
                () -> "too rough to show anything: " + byGradients + " of " + sum);
        assertEquals(difference - ends[0] + ends[1], byGradients, tolerance * sum);
    }

    @Test
    void refusesWhatIsNoOptimizer() {
        assertThrows(IllegalArgumentException.class, () -> new ScalingPair(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ScalingPair(0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ScalingPair(0.1, Double.NaN));
    }
}
