package bn.theory.unit;

/**
 * The rate of a unit beside the one that T5 of docs/theory.md predicts for a stationary point, and how far it is from there. A
 * unit whose gamma is 0 has no rate: measured is NaN.
 *
 * @param measured lambda of the unit (T3)
 * @param predicted lambda at a stationary point
 * @param ridge rate of the ordinary ridge (ridge/2) v.v that acts beside it
 * @param stiffness what turns measured - predicted into {@link #growth}
 */
public record StationaryRate(double measured, double predicted, double ridge, double stiffness) {

    /**
     * T5 (a), gamma learned: lambda = mu, the weight decay on gamma.
     *
     * @param gammaDecay mu (the loss has mu gamma^2 / 2 added), at least 0
     */
    public static StationaryRate ofScale(UnitRate unit, double gammaDecay) {
        check("gamma", gammaDecay);
        return new StationaryRate(unit.lambda(), gammaDecay, 0, 2 * unit.gamma() * unit.gamma());
    }

    /**
     * T5 (b) and (d), w learned and eps positive: lambda = kappa |w|^2 s^2 / (eps gamma^2), beside a ridge of rate
     * kappa s^2 / gamma^2. Without decay that is lambda = 0; if then the optimum lies outside of the ellipsoid of T1, the growth
     * stays positive and lambda tends to the rate at eps = 0 (T5 c), for which no w is stationary.
     *
     * @param weightDecay kappa (the loss has kappa |w|^2 / 2 added), at least 0
     * @throws IllegalArgumentException if eps is 0: then no gradient acts on the length of w, and T10 applies
     */
    public static StationaryRate ofWeights(UnitRate unit, double weightDecay) {
        check("the weights", weightDecay);
        if (unit.eps() == 0) {
            throw new IllegalArgumentException("with eps = 0 the loss does not depend on |w|: no stationary point sets a rate");
        }
        double squared = unit.gamma() * unit.gamma();
        double s2 = unit.variance() + unit.eps();
        double ridge = weightDecay * s2 / squared;
        return new StationaryRate(unit.lambda(), ridge * unit.squaredNorm() / unit.eps(), ridge,
                2 * squared * unit.eps() / s2);
    }

    /**
     * How fast the square of what is learned, gamma^2 or |w|^2, grows under gradient flow (a step of learning rate eta changes
     * it by eta times this): 2 gamma^2 (lambda - mu), or (2 gamma^2 eps / s^2)(lambda - predicted). 0 at a stationary point.
     */
    public double growth() {
        return stiffness * (measured - predicted);
    }

    private static void check(String what, double decay) {
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("weight decay on " + what + " is at least 0, got " + decay);
        }
    }
}
