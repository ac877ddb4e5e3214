package bn.experiments.verify;

import bn.theory.dynamics.ScaleInvariantSgd;
import java.util.SplittableRandom;

/** T10 against gradient descent with weight decay on losses c.(w / |w|), c drawn anew at each step. */
final class DynamicsCheck {
    private static final int DIMENSION = 60;
    private static final double RATE = 0.1;
    private static final double DECAY = 0.02;
    private static final int WINDOWS = 20;
    private static final int STEPS_A_WINDOW = 2000;

    private DynamicsCheck() {}

    static TheoremResult run(long seed) {
        ScaleInvariantSgd sgd = new ScaleInvariantSgd(RATE, DECAY, 0);
        SplittableRandom random = new SplittableRandom(seed);
        double[] w = new double[DIMENSION];
        w[0] = 1;
        double[] windows = new double[WINDOWS];
        // Windows are far longer than the relaxation time; the first one is left out, because it depends on the start.
        for (int window = -1; window < WINDOWS; window++) {
            for (int step = 0; step < STEPS_A_WINDOW; step++) {
                double norm = step(w, random);
                if (window >= 0) {
                    windows[window] += Math.pow(norm, 4) / STEPS_A_WINDOW;
                }
            }
        }
        double mean = 0;
        double variance = 0;
        for (double value : windows) {
            mean += value / WINDOWS;
        }
        for (double value : windows) {
            variance += (value - mean) * (value - mean) / (WINDOWS - 1);
        }
        // One dimension less: the part of c along w has no effect.
        double predicted = Math.pow(sgd.equilibriumSquaredNorm(DIMENSION - 1), 2);
        double bar = 4 * Math.sqrt(variance / WINDOWS) / predicted + 10 * RATE * DECAY;
        return new TheoremResult("T10", "|w|^4 at equilibrium with " + WINDOWS * STEPS_A_WINDOW + " steps of gradient descent",
                Math.abs(mean / predicted - 1), bar);
    }

    /** Makes a step, and returns the length of w before it. */
    private static double step(double[] w, SplittableRandom random) {
        double square = 0;
        double along = 0;
        double[] c = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            c[i] = random.nextGaussian();
            square += w[i] * w[i];
            along += c[i] * w[i];
        }
        double norm = Math.sqrt(square);
        for (int i = 0; i < w.length; i++) {
            double gradient = (c[i] - along / square * w[i]) / norm;
            w[i] -= RATE * (gradient + DECAY * w[i]);
        }
        return norm;
    }
}
