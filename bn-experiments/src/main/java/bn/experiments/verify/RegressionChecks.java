package bn.experiments.verify;

import bn.theory.linear.LinearRate;
import bn.theory.linear.LinearRegression;

/** Compares linear regression in closed form with a numerical search on the unit alone: T4, T6. */
final class RegressionChecks {
    private static final int EXAMPLES = 30;
    private static final int FEATURES = 4;
    private static final double GAMMA = 0.6;
    private static final double SIGMA = 0.5;
    /** The search ends at a gradient of 1e-10; the error is that divided by the least curvature, about 1e-3. */
    private static final double BAR = 1e-6;

    private RegressionChecks() {}

    static TheoremResult clean(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, 0);
        return new TheoremResult("T4", "v and lambda in closed form with those at the minimum found", error(unit, unit, 0), BAR);
    }

    static TheoremResult noised(long seed) {
        ReferenceUnit unit = ReferenceUnit.random(seed, EXAMPLES, FEATURES, 0);
        return new TheoremResult("T6", "v and lambda from clean moments with those at the minimum found on noised inputs",
                error(unit, unit.noised(SIGMA), SIGMA), BAR);
    }

    private static double error(ReferenceUnit clean, ReferenceUnit searched, double sigma) {
        LinearRate rate = new LinearRegression(clean.moments(), 1).solve(0, GAMMA, sigma);
        double[] p = searched.minimize(searched.parameters(1, GAMMA, 0), true, 0, 0);
        double[] v = UnitChecks.folded(searched, p).weights();
        double lambda = -searched.derivative(p, FEATURES) / GAMMA;
        return Math.max(ReferenceUnit.difference(rate.weights(), v), Math.abs(rate.lambda() - lambda) / (1 + lambda));
    }
}
