package bn.theory.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T10 against simulated training. */
class ScaleInvariantSgdTest {
    private static final int D = 4;
    private static final double[][] ROWS = Samples.regression(50, D, 61);
    private static final double[] W = {0.5, -0.3, 0.4, 0.2};

    /** A run of w' = w - eta u', u' = momentum u + gradient + kappa w, with averages over its second part. */
    private static final class Run {
        private final ScaleInvariantSgd sgd;
        private final double[] u;
        private final double first;
        private double[] w;
        private double fourth;
        private double unitGradient;
        private double unitGradientSquare;
        private double squaredAngle;
        private double spread;

        Run(ScaleInvariantSgd sgd, double[] start, UnaryOperator<double[]> gradient, int burnIn, int steps) {
            this.sgd = sgd;
            w = start;
            u = new double[start.length];
            for (int t = 0; t < burnIn; t++) {
                step(gradient.apply(w));
            }
            first = Samples.dot(w, w);
            for (int t = 0; t < steps; t++) {
                double[] before = w;
                double[] g = gradient.apply(w);
                step(g);
                double r = Samples.dot(before, before);
                double unit = ScaleInvariantSgd.squaredGradientAtUnitNorm(r, Samples.dot(g, g));
                double next = Samples.dot(w, w);
                double angle = Math.acos(Samples.dot(before, w) / Math.sqrt(r * next));
                fourth += r * r / steps;
                unitGradient += unit / steps;
                unitGradientSquare += unit * unit / steps;
                squaredAngle += angle * angle / steps;
                spread += Math.pow(angle * angle - 2 * sgd.learningRate() * sgd.weightDecay(), 2) / steps;
            }
        }

        private void step(double[] gradient) {
            double[] next = w.clone();
            for (int i = 0; i < w.length; i++) {
                double full = gradient[i] + sgd.weightDecay() * w[i];
                u[i] = sgd.momentum() * u[i] + full;
                next[i] -= sgd.learningRate() * (sgd.nesterov() ? full + sgd.momentum() * u[i] : u[i]);
            }
            w = next;
        }
    }

    private static NaiveUnit unit(int[] rows) {
        double[][] chosen = Arrays.stream(rows).mapToObj(i -> ROWS[i]).toArray(double[][]::new);
        return NaiveUnit.squared(Samples.firstColumns(chosen, D), Samples.column(chosen, D), 0);
    }

    private static double[] gradient(NaiveUnit unit, double[] w) {
        return Arrays.copyOf(unit.gradient(w, 1, 2), D);
    }

    private static double[] scaled(double[] w, double by) {
        return Arrays.stream(w).map(x -> x * by).toArray();
    }

    @Test
    void theGradientSeesTheDirectionOnly() {
        NaiveUnit unit = unit(new int[] {3, 8, 21, 30, 44, 45});
        double[] g = gradient(unit, W);
        double norm = Math.sqrt(Samples.dot(g, g));
        assertTrue(norm > 0.1, "a gradient of about 0 would show nothing");
        // Sums over 6 rows of numbers up to 10: some 100 roundings of 10 * 2^-53 at most.
        assertEquals(0, Samples.dot(W, g), 1e-12);
        double[] longer = gradient(unit, scaled(W, 3));
        for (int i = 0; i < D; i++) {
            assertEquals(g[i] / 3, longer[i], 1e-12);
        }
        double r = Samples.dot(W, W);
        assertEquals(ScaleInvariantSgd.squaredGradientAtUnitNorm(r, norm * norm),
                ScaleInvariantSgd.squaredGradientAtUnitNorm(9 * r, Samples.dot(longer, longer)), 1e-11);
    }

    /** A step from w and a step of the effective rate from w / |w| point the same way. */
    @Test
    void theEffectiveLearningRateIsThatOfTheDirection() {
        NaiveUnit unit = unit(new int[] {3, 8, 21, 30, 44, 45});
        double r = Samples.dot(W, W);
        double[] direction = scaled(W, 1 / Math.sqrt(r));
        double[] g = gradient(unit, W);
        double[] unitG = gradient(unit, direction);
        double effective = new ScaleInvariantSgd(0.3, 1e-3, 0).effectiveLearningRate(r);
        assertEquals(10 * effective, new ScaleInvariantSgd(0.3, 1e-3, 0.9).effectiveLearningRate(r), 1e-12);
        for (int i = 0; i < D; i++) {
            assertEquals((W[i] - 0.3 * g[i]) / Math.sqrt(r), direction[i] - effective * unitG[i], 1e-12);
        }
    }

    /**
     * Batches of 10 from 50 rows. As the gradient is orthogonal to w, with r = |w|^2, G = |dL/dw|^2 at |w| = 1 and
     * q = (1 - eta kappa)^2: r'^2 = q^2 r^2 + 2 q eta^2 G + eta^4 G^2 / r^2. Its average over the run gives
     * |w|^4 = eta G / (2 kappa) but for parts eta kappa (1/2 + E G^2 / (E G)^2) and the change of r^2 from start to end. So does
     * the average of log r' - log r = log(q + eta^2 G / r^2) for the angle. Both tolerances take double of these terms.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 3})
    void trainingOnBatchesFindsTheEquilibrium(double length) {
        ScaleInvariantSgd sgd = new ScaleInvariantSgd(0.05, 0.04, 0);
        double ek = 0.05 * 0.04;
        Random random = new Random(5);
        int[] rows = new int[10];
        int steps = 60000;
        Run run = new Run(sgd, scaled(W, length / Math.sqrt(Samples.dot(W, W))), w -> {
            Arrays.setAll(rows, i -> random.nextInt(ROWS.length));
            return gradient(unit(rows), w);
        }, (int) (20 * sgd.relaxationSteps()), steps);
        double last = Samples.dot(run.w, run.w);
        double r2 = Math.pow(sgd.equilibriumSquaredNorm(run.unitGradient), 2);
        double moments = run.unitGradientSquare / (run.unitGradient * run.unitGradient);
        double boundary = Math.abs(last * last - run.first * run.first) / (4 * ek * steps * r2);
        assertEquals(1, run.fourth / r2, 2 * (ek * (0.5 + moments) + boundary));
        double drift = Math.abs(Math.log(last / run.first)) / steps;
        assertEquals(2 * ek, run.squaredAngle, 2 * (ek * ek + run.spread + drift));
        assertEquals(sgd.angularUpdate(), Math.sqrt(run.squaredAngle), (ek * ek + run.spread + drift) / sgd.angularUpdate());
    }

    /**
     * The loss xi.w / |w|, xi Gaussian of variance 1 and drawn at each step, has a G of mean d - 1, known beforehand, and
     * relative variance 2 / (d - 1), and gradients that are not correlated. With e = eta kappa / (1 - momentum), |w|^4 then
     * fluctuates by 2 sqrt(e / (d - 1)) of itself over 1 / (4 e) steps, so its mean over T steps is off by
     * sqrt(2 / ((d - 1) T)). Leading order leaves out some e / (1 - momentum).
     */
    @ParameterizedTest
    @CsvSource({"0, false", "0.5, false", "0.9, false", "0.5, true", "0.9, true"})
    void pureNoiseFindsTheEquilibriumPredictedBeforehand(double momentum, boolean nesterov) {
        int d = 10;
        double eta = 0.1;
        double kappa = 1e-2 * (1 - momentum) * (1 - momentum);
        ScaleInvariantSgd sgd = new ScaleInvariantSgd(eta, kappa, momentum, nesterov);
        Random random = new Random(11);
        double[] start = new double[d];
        start[0] = 2 * Math.sqrt(sgd.equilibriumSquaredNorm(d - 1));
        int steps = 400_000;
        Run run = new Run(sgd, start, w -> {
            double[] xi = Samples.gaussian(1, d, random)[0];
            double r = Samples.dot(w, w);
            double along = Samples.dot(w, xi) / r;
            for (int i = 0; i < d; i++) {
                xi[i] = (xi[i] - along * w[i]) / Math.sqrt(r);
            }
            return xi;
        }, (int) (20 * sgd.relaxationSteps()), steps);
        double tolerance = 4 * Math.sqrt(2.0 / ((d - 1) * (double) steps)) + 4 * eta * kappa / Math.pow(1 - momentum, 2);
        assertEquals(1, run.fourth / Math.pow(sgd.equilibriumSquaredNorm(d - 1), 2), tolerance);
        assertEquals(1, Math.sqrt(run.squaredAngle) / sgd.angularUpdate(), tolerance);
    }

    /** From far above equilibrium, on gradients of constant size, |w|^4 closes in by a factor e. */
    @Test
    void theLengthRelaxes() {
        ScaleInvariantSgd sgd = new ScaleInvariantSgd(0.1, 1e-3, 0);
        double equilibrium = Math.pow(sgd.equilibriumSquaredNorm(1), 2);
        // The gradient is turned by a right angle from w, in the plane.
        UnaryOperator<double[]> turn = w -> scaled(new double[] {-w[1], w[0]}, 1 / Samples.dot(w, w));
        double r = Math.sqrt(3 * equilibrium);
        Run run = new Run(sgd, new double[] {Math.sqrt(r), 0}, turn, (int) sgd.relaxationSteps(), 1);
        // Leading order in eta kappa = 1e-4.
        assertEquals(1 + 2 / Math.E, run.first * run.first / equilibrium, 1e-3);
    }

    /** Half of the turnover is the relaxation; with momentum, the first 1 / (1 - momentum) steps are late. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void decayAlone(double momentum) {
        ScaleInvariantSgd sgd = new ScaleInvariantSgd(0.1, 1e-3, momentum);
        Run free = new Run(sgd, new double[] {1, 1}, w -> new double[2], (int) sgd.turnoverSteps(), 1);
        assertEquals(2 / Math.E, free.first, 1e-3);
        assertEquals(sgd.turnoverSteps() / 2, sgd.relaxationSteps(), 1e-9);
    }

    @Test
    void refusesWhatHasNoEquilibrium() {
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantSgd(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantSgd(0.1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantSgd(0.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInvariantSgd(0.1, 1, Double.NaN));
    }
}
