package bn.experiments.verify;

import bn.theory.dynamics.ScaleInvariantAdamW;
import bn.theory.unit.StationaryRate;
import bn.theory.unit.UnitRate;
import java.util.SplittableRandom;

/** T16: AdamW as it is defined, on weights whose length does not count, with gradients that are pure noise, and on a gamma. */
final class AdamCheck {
    private static final int DIMENSION = 40;
    private static final double RATE = 1e-3;
    /** Part of w that a step replaces. */
    private static final double SHARE = 2e-5;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.998;
    private static final int STEPS = 200_000;

    private static final double GAMMA_DECAY = 0.5;
    private static final double NOISE = 0.02;
    private static final double EPS = 0.03;
    private static final int GAMMA_STEPS = 50_000;

    private AdamCheck() {}

    static TheoremResult run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ScaleInvariantAdamW adam = new ScaleInvariantAdamW(RATE, SHARE / (2 * RATE), BETA1);
        double predicted = adam.equilibriumSquaredNorm(DIMENSION);
        double[] w = random.doubles(DIMENSION, -1, 1).toArray();
        double scale = Math.sqrt(predicted / dot(w, w));
        double[] m = new double[DIMENSION];
        double[] v = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            w[i] *= scale;
            v[i] = 1 / predicted;
        }
        double length = 0;
        double angle = 0;
        for (int t = 0; t < STEPS; t++) {
            double square = dot(w, w);
            double[] before = w.clone();
            step(w, m, v, square, adam.weightDecay(), random);
            length += square / STEPS;
            angle += (1 - Math.pow(dot(before, w), 2) / (square * dot(w, w))) / STEPS;
        }
        double error = Math.max(Math.abs(length / predicted - 1), Math.abs(Math.sqrt(angle) / adam.angularUpdate() - 1));
        // Four standard errors of a mean over the steps, and four times what v adds: it is drawn, and late by 1 / (1 - beta2) steps.
        double bar = 4 * (Math.sqrt(2.0 / (DIMENSION * (double) STEPS)) + Math.sqrt(SHARE / DIMENSION) / (STEPS * SHARE)
                + (1 - BETA2) + SHARE / (1 - BETA2));
        return new TheoremResult("T16", "|w|^2 and angle at equilibrium with " + STEPS + " steps of AdamW", error, bar);
    }

    private static void step(double[] w, double[] m, double[] v, double square, double decay, SplittableRandom random) {
        double[] xi = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            xi[i] = random.nextGaussian();
        }
        double along = dot(w, xi) / square;
        for (int i = 0; i < DIMENSION; i++) {
            double g = (xi[i] - along * w[i]) / Math.sqrt(square);
            m[i] = BETA1 * m[i] + (1 - BETA1) * g;
            v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
        }
        for (int i = 0; i < DIMENSION; i++) {
            w[i] = (1 - RATE * decay) * w[i] - RATE * m[i] / Math.sqrt(v[i]);
        }
    }

    /** The gradient of gamma has +-noise in turns, so that its mean square is known. */
    static TheoremResult gamma(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, 40, 3, 0);
        double[] p = unit.parameters(seed, 1, 0.5);
        double m = 0;
        double v = NOISE * NOISE;
        for (int t = 0; t < GAMMA_STEPS; t++) {
            double g = unit.derivative(p, 3) + (t % 2 == 0 ? NOISE : -NOISE);
            m = BETA1 * m + (1 - BETA1) * g;
            v = BETA2 * v + (1 - BETA2) * g * g;
            p[3] -= RATE * (m / (Math.sqrt(v) + EPS) + GAMMA_DECAY * p[3]);
        }
        double slope = unit.derivative(p, 3);
        StationaryRate rate = StationaryRate.ofGammaByAdam(new UnitRate(p[3], slope, 1, 0, 1, 0), GAMMA_DECAY,
                Math.hypot(NOISE, slope) + EPS, true);
        // The turns move m by (1 - beta1) / (1 + beta1) of the noise, gamma by less than a step of that, and its slope, of a curvature of
        // 1, as much; and v by (1 - beta2) of itself.
        return new TheoremResult("T16", "lambda of a gamma that AdamW has brought to rest with mu (sqrt(v) + eps)",
                Math.abs(rate.measured() / rate.predicted() - 1),
                2 * RATE * (1 - BETA1) / (1 + BETA1) / (Math.abs(p[3]) * rate.predicted()) + 1 - BETA2);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
