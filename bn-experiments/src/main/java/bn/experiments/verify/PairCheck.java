package bn.experiments.verify;

import bn.theory.dynamics.ScalingPair;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * T17 on the squared loss of f = a.X w, with X and a noisy target drawn at each step: only the product of a and w counts. There are more
 * entries in a than in w, so that the noise of their gradients differs.
 */
final class PairCheck {
    private static final int WRITING = 6;
    private static final int READING = 2;
    private static final double RATE = 1e-3;
    private static final double DECAY = 0.05;
    private static final int STEPS = 400_000;

    private final double[] a = new double[WRITING];
    private final double[] w = new double[READING];
    private double difference;
    private double gradientsA;
    private double gradientsW;

    private PairCheck() {
        Arrays.fill(a, 0.5);
        Arrays.fill(w, 0.7);
    }

    static TheoremResult run(long seed) {
        PairCheck check = new PairCheck();
        SplittableRandom random = new SplittableRandom(seed);
        double ends = 0;
        for (int t = -STEPS / 4; t < STEPS; t++) {
            ends = t == 0 ? square(check.a) - square(check.w) : ends;
            check.step(random, t < 0 ? 0 : 1.0 / STEPS);
        }
        ends -= square(check.a) - square(check.w);
        double predicted = new ScalingPair(RATE, 0).decayDifference(check.gradientsA, check.gradientsW) / DECAY;
        // What the ends of the run can add, and the next order in the decay of a step.
        double bar = Math.abs(ends / (2 * RATE * DECAY * STEPS) / predicted) + 2 * RATE * DECAY;
        return new TheoremResult("T17",
                "|a|^2 - |w|^2 of a scaling pair with the noise of their gradients, over " + STEPS + " steps",
                Math.abs(check.difference / predicted - 1), bar);
    }

    private void step(SplittableRandom random, double weight) {
        double[] toA = new double[WRITING];
        double[] toW = new double[READING];
        double residual = random.nextGaussian();
        for (int i = 0; i < WRITING; i++) {
            for (int j = 0; j < READING; j++) {
                double x = random.nextGaussian();
                // The target is the sum of all x times 0.3, and the noise.
                residual += (a[i] * w[j] - 0.3) * x;
                toA[i] += x * w[j];
                toW[j] += x * a[i];
            }
        }
        difference += weight * (square(a) - square(w));
        gradientsA += weight * residual * residual * square(toA);
        gradientsW += weight * residual * residual * square(toW);
        for (int i = 0; i < WRITING; i++) {
            a[i] -= RATE * (residual * toA[i] + DECAY * a[i]);
        }
        for (int j = 0; j < READING; j++) {
            w[j] -= RATE * (residual * toW[j] + DECAY * w[j]);
        }
    }

    private static double square(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
