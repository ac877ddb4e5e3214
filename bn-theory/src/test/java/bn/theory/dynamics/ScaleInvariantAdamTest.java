package bn.theory.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * T16 against Adam and AdamW as they are defined, on the loss xi.w / |w| with xi drawn at each step: its gradient is pure noise,
 * orthogonal to w, with G = (C - 1) times the variance of xi.
 */
class ScaleInvariantAdamTest {
    private static final int C = 40;
    private static final double BETA2 = 0.998;
    /** Of the weights that is replaced in a step; the mean of squares follows it if it is far below 1 - BETA2. */
    private static final double SHARE = 2e-5;
    private static final int STEPS = 400_000;

    /**
     * How far a mean over the steps may be off. Drawn: four standard errors; the sum of C squares has the relative variance 2 / C, and its
     * deviations add up over the steps without limit only through the decay, so the mean of |w|^2 over T steps has
     * sqrt(2 / (C T)), and the ends add the deviation sqrt(SHARE / C) over T SHARE steps. Left out by theory: v is itself drawn,
     * with the relative variance 1 - BETA2, and late by 1 / (1 - BETA2) steps; either counted four times.
     */
    private static final double TOLERANCE = 4 * (Math.sqrt(2.0 / (C * (double) STEPS)) + Math.sqrt(SHARE / C) / (STEPS * SHARE)
            + (1 - BETA2) + SHARE / (1 - BETA2));

    /** A run with averages over all steps, from given squared length. */
    private static final class Run {
        private final double eta;
        private final double kappa;
        private final double beta1;
        private final boolean decoupled;
        private final double scale;
        private final Random random = new Random(17);
        private final double[] m = new double[C];
        private final double[] v = new double[C];
        private final double[] w = new double[C];
        private double squaredNorm;
        private double squaredAngle;

        Run(double eta, double kappa, double beta1, boolean decoupled, double scale, double start) {
            this.eta = eta;
            this.kappa = kappa;
            this.beta1 = beta1;
            this.decoupled = decoupled;
            this.scale = scale;
            Arrays.setAll(w, i -> random.nextGaussian());
            double length = Math.sqrt(Samples.dot(w, w) / start);
            for (int i = 0; i < C; i++) {
                w[i] /= length;
                v[i] = scale * scale / start;
            }
        }

        Run steps(int steps, IntToDoubleFunction factor) {
            for (int t = 0; t < steps; t++) {
                double r = Samples.dot(w, w);
                double[] before = w.clone();
                step(r, eta * factor.applyAsDouble(t));
                double after = Samples.dot(w, w);
                squaredNorm += r / steps;
                squaredAngle += (1 - Math.pow(Samples.dot(before, w), 2) / (r * after)) / steps;
            }
            return this;
        }

        private void step(double r, double rate) {
            double[] xi = Samples.gaussian(1, C, random)[0];
            double along = Samples.dot(w, xi) / r;
            for (int i = 0; i < C; i++) {
                double g = scale * (xi[i] - along * w[i]) / Math.sqrt(r) + (decoupled ? 0 : kappa * w[i]);
                m[i] = beta1 * m[i] + (1 - beta1) * g;
                v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
            }
            for (int i = 0; i < C; i++) {
                w[i] = (decoupled ? 1 - rate * kappa : 1) * w[i] - rate * m[i] / Math.sqrt(v[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void decoupledDecayFindsALengthThatDoesNotDependOnTheGradients(double beta1) {
        double eta = 1e-3;
        ScaleInvariantAdamW adam = new ScaleInvariantAdamW(eta, SHARE / (2 * eta), beta1);
        for (double scale : new double[] {1, 100}) {
            double equilibrium = adam.equilibriumSquaredNorm(C);
            Run run = new Run(eta, adam.weightDecay(), beta1, true, scale, equilibrium).steps(STEPS, t -> 1);
            assertEquals(1, run.squaredNorm / equilibrium, TOLERANCE);
            assertEquals(1, Math.sqrt(run.squaredAngle) / adam.angularUpdate(), TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void decayInTheGradientFindsALengthThatDoes(double beta1) {
        double eta = 1e-3;
        for (double scale : new double[] {1, 100}) {
            double g = scale * scale * (C - 1);
            // The decay with which the share of a step is SHARE, by T16.
            double kappa = Math.pow(SHARE, 1.5) / (2 * eta * eta * C) * Math.sqrt(g);
            ScaleInvariantAdam adam = new ScaleInvariantAdam(eta, kappa, beta1, g, C);
            assertEquals(1 / SHARE, adam.turnoverSteps(), 1e-6 / SHARE);
            Run run = new Run(eta, kappa, beta1, false, scale, adam.equilibriumSquaredNorm()).steps(STEPS, t -> 1);
            assertEquals(1, run.squaredNorm / adam.equilibriumSquaredNorm(), TOLERANCE);
            assertEquals(1, Math.sqrt(run.squaredAngle) / adam.angularUpdate(), TOLERANCE);
        }
    }

    /** Two and a half turnovers of a cosine from twice the length of equilibrium. */
    @Test
    void aScheduleMovesTheLengthAsPredicted() {
        double eta = 1e-3;
        int steps = 125_000;
        IntToDoubleFunction cosine = t -> (1 + Math.cos(Math.PI * t / steps)) / 2;
        ScaleInvariantAdamW decoupled = new ScaleInvariantAdamW(eta, SHARE / (2 * eta), 0.9);
        double[] last = new double[1];
        ScheduledNorm.follow(decoupled.balance(), 2, steps + 1, t -> t < steps ? cosine.applyAsDouble(t) : 0, false,
                state -> last[0] = state.squaredNorm());
        double equilibrium = decoupled.equilibriumSquaredNorm(C);
        Run run = new Run(eta, decoupled.weightDecay(), 0.9, true, 1, 2 * equilibrium).steps(steps, cosine);
        // A single length, with its deviation of sqrt(SHARE / C), and what theory leaves out.
        double tolerance = 4 * (Math.sqrt(SHARE / C) + (1 - BETA2) + SHARE / (1 - BETA2));
        assertEquals(1, Samples.dot(run.w, run.w) / equilibrium / last[0], tolerance);
    }

    @Test
    void refusesWhatHasNoEquilibrium() {
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantAdamW(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantAdamW(0.1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantAdamW(0.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantAdam(0.1, 0, 0.9, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantAdam(0.1, 1, 0.9, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantAdam(0.1, 1, 0.9, 1, 0));
    }
}
