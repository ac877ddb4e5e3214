package bn.experiments.verify;

import bn.api.Moments;
import bn.theory.unit.FoldedUnit;
import bn.theory.unit.GammaPenalty;
import bn.theory.unit.GradientIdentity;
import bn.theory.unit.StationaryRate;
import bn.theory.unit.UnfoldedUnit;
import bn.theory.unit.UnitRate;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Checks on one unit: T1, T3, T5, T11, T14, T15, T18. */
final class UnitChecks {
    private static final int EXAMPLES = 40;
    private static final int FEATURES = 6;
    private static final double GAMMA = 0.7;
    private static final double BETA = -0.4;
    private static final double EPS = 0.3;
    /** Some hundreds of roundings. */
    private static final double EXACT = 1e-12;
    /** The error of a finite difference divided by the smallest numbers that are compared. */
    private static final double BY_DIFFERENCES = 1e-8;
    /** The search ends at a gradient of 1e-10; the error is that divided by the least curvature, about 1e-3. */
    private static final double BY_SEARCH = 1e-6;
    private static final double DECAY = 0.05;
    private static final double L1 = 0.1;

    private UnitChecks() {}

    static TheoremResult constraint(long seed) {
        double error = 0;
        for (double eps : new double[] {0, EPS}) {
            ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, eps);
            double[] p = unit.parameters(seed, GAMMA, BETA);
            double spread = folded(unit, p).outputVariance(inputs(unit));
            double variance = 0;
            for (double z : unit.outputs(p)) {
                // The mean of the outputs is beta.
                variance += (z - BETA) * (z - BETA) / EXAMPLES;
            }
            UnitRate rate = rate(unit, p, 0);
            error = Math.max(error, Math.max(Math.abs(spread / variance - 1), Math.abs(rate.outputVariance() / variance - 1)));
        }
        return new TheoremResult("T1", "v.Sv and gamma^2 (1 - eps/s^2) with the variance of the outputs", error, EXACT);
    }

    static TheoremResult reading(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, EPS);
        double[] p = unit.parameters(seed, GAMMA, BETA);
        double lambda = rate(unit, p, unit.derivative(p, FEATURES)).lambda();
        double[] v = folded(unit, p).weights();
        double expected = -dot(v, centred(unit, p)) / (GAMMA * GAMMA);
        return new TheoremResult("T3", "-(dL/dgamma) / gamma by differences with -(v.g) / gamma^2",
                Math.abs(lambda / expected - 1), BY_DIFFERENCES);
    }

    static TheoremResult gammaDecay(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, 0);
        double[] p = unit.minimize(unit.parameters(seed, 1, 0), false, DECAY, 0);
        StationaryRate rate = StationaryRate.ofGamma(rate(unit, p, unit.derivative(p, FEATURES)), DECAY);
        return new TheoremResult("T5", "lambda at the minimum found with decay mu on gamma with mu",
                Math.abs(rate.measured() / rate.predicted() - 1), BY_SEARCH);
    }

    static TheoremResult folding(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, EPS);
        double[] p = unit.parameters(seed, GAMMA, BETA);
        FoldedUnit folded = folded(unit, p);
        double[] z = new double[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            z[i] = dot(folded.weights(), unit.x[i]) + folded.bias();
        }
        return new TheoremResult("T11", "outputs v.x + b without batch norm with those of the unit",
                ReferenceUnit.difference(z, unit.outputs(p)), EXACT);
    }

    static TheoremResult inputs(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, EPS);
        double[] p = unit.parameters(seed, GAMMA, BETA);
        double[] z = unit.outputs(p);
        double[] dz = new double[EXAMPLES];
        Arrays.setAll(dz, i -> (z[i] - unit.y[i]) / EXAMPLES);
        double[] x = Arrays.stream(unit.x).flatMapToDouble(Arrays::stream).toArray();
        double[] predicted = new GradientIdentity(x, EXAMPLES).predictInputs(weights(p), new double[] {GAMMA}, EPS, dz);
        return new TheoremResult("T14", "dL/dx by differences with the gradient of the penalty through m and S",
                ReferenceUnit.difference(predicted, unit.inputDerivatives(p)), BY_DIFFERENCES);
    }

    static TheoremResult slimming(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, 0);
        GammaPenalty penalty = new GammaPenalty(DECAY, L1);
        double[] p = unit.minimize(unit.parameters(seed, 1, 0), false, DECAY, L1);
        StationaryRate rate = StationaryRate.ofGamma(rate(unit, p, unit.derivative(p, FEATURES)), penalty);
        return new TheoremResult("T15",
                "lambda at the minimum found with decay mu and L1 of strength s on gamma with mu + s / |gamma|",
                Math.abs(rate.measured() / rate.predicted() - 1), BY_SEARCH);
    }

    static TheoremResult unfolding(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, EPS);
        double[] v = new SplittableRandom(seed).doubles(FEATURES, -1, 1).toArray();
        UnfoldedUnit unfolded = UnfoldedUnit.of(new FoldedUnit(v, BETA), inputs(unit), EPS);
        double[] p = Arrays.copyOf(v, FEATURES + 2);
        p[FEATURES] = unfolded.gamma();
        p[FEATURES + 1] = unfolded.beta();
        double[] plain = Arrays.stream(unit.x).mapToDouble(x -> dot(v, x) + BETA).toArray();
        return new TheoremResult("T18", "outputs with batch norm put back with those of v.x + b",
                ReferenceUnit.difference(unit.outputs(p), plain), EXACT);
    }

    private static UnitRate rate(ReferenceUnit unit, double[] p, double gammaGradient) {
        double[] w = weights(p);
        double variance = 0;
        Moments moments = inputs(unit);
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                variance += w[i] * moments.covariance(i, j) * w[j];
            }
        }
        return new UnitRate(p[w.length], gammaGradient, variance, unit.eps, dot(w, w), 0);
    }

    /** g = sum of dL/dz_i (x_i - m). */
    private static double[] centred(ReferenceUnit unit, double[] p) {
        double[] z = unit.outputs(p);
        double[] mean = inputs(unit).mean();
        double[] g = new double[mean.length];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < g.length; j++) {
                g[j] += (z[i] - unit.y[i]) / z.length * (unit.x[i][j] - mean[j]);
            }
        }
        return g;
    }

    static FoldedUnit folded(ReferenceUnit unit, double[] p) {
        int d = p.length - 2;
        return FoldedUnit.fold(weights(p), p[d], p[d + 1], inputs(unit), unit.eps);
    }

    private static Moments inputs(ReferenceUnit unit) {
        return unit.moments().marginal(unit.x[0].length);
    }

    private static double[] weights(double[] p) {
        return Arrays.copyOf(p, p.length - 2);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
