package bn.theory.unit;

/**
 * The measured rate of a unit and the rate that T5, T15 and T16 of docs/theory.md predict for a stationary point. If gamma is 0, the
 * unit has no rate and the measured one is NaN.
 *
 * @param measured lambda of the unit (T3)
 * @param predicted lambda at a stationary point
 * @param ridge rate of the ordinary ridge penalty (ridge/2) v.v that acts in addition to it
 * @param growthFactor factor of measured - predicted in {@link #growth}
 */
public record StationaryRate(double measured, double predicted, double ridge, double growthFactor) {

    /**
     * T5 (a), gamma learned by gradient descent: lambda = mu, the weight decay on gamma.
     *
     * @param gammaDecay mu (the loss has mu gamma^2 / 2 added), at least 0
     */
    public static StationaryRate ofGamma(UnitRate unit, double gammaDecay) {
        return ofGamma(unit, new GammaPenalty(gammaDecay, 0));
    }

    /** T15, gamma learned by gradient descent under decay and L1: lambda = mu + s / |gamma|. NaN if gamma is 0. */
    public static StationaryRate ofGamma(UnitRate unit, GammaPenalty penalty) {
        return new StationaryRate(unit.lambda(), penalty.rate(unit.gamma()), 0, 2 * unit.gamma() * unit.gamma());
    }

    /**
     * T16, gamma learned by Adam: lambda = mu if the decay is added to the gradient, and lambda = mu d if it is not (AdamW).
     *
     * @param gammaDecay mu, at least 0
     * @param divisor d = sqrt(v) + eps of Adam, what the optimizer divides the mean gradient of gamma by, positive; v is the mean
     *     square of that gradient
     * @param decoupled whether the decay is that of AdamW
     */
    public static StationaryRate ofGammaByAdam(UnitRate unit, double gammaDecay, double divisor, boolean decoupled) {
        check("gamma", gammaDecay);
        if (!(divisor > 0)) {
            throw new IllegalArgumentException("Adam divides by a positive number, got " + divisor);
        }
        return new StationaryRate(unit.lambda(), decoupled ? gammaDecay * divisor : gammaDecay, 0,
                2 * unit.gamma() * unit.gamma() / divisor);
    }

    /**
     * T5 (b) and (d), w learned and eps positive: lambda = kappa |w|^2 s^2 / (eps gamma^2), in addition to a ridge penalty of
     * rate kappa s^2 / gamma^2. Without weight decay this is lambda = 0. If then the optimum lies outside the ellipsoid of T1, no
     * w is stationary: the growth stays positive and lambda tends to the rate at eps = 0 (T5 c).
     *
     * @param weightDecay kappa (the loss has kappa |w|^2 / 2 added), at least 0
     * @throws IllegalArgumentException if eps is 0: then the gradient does not change the length of w, see T10
     */
    public static StationaryRate ofWeights(UnitRate unit, double weightDecay) {
        check("the weights", weightDecay);
        if (unit.eps() == 0) {
            throw new IllegalArgumentException("with eps = 0 the loss does not depend on |w|, so T5 predicts no rate");
        }
        double squared = unit.gamma() * unit.gamma();
        double s2 = unit.variance() + unit.eps();
        double ridge = weightDecay * s2 / squared;
        return new StationaryRate(unit.lambda(), ridge * unit.squaredNorm() / unit.eps(), ridge,
                2 * squared * unit.eps() / s2);
    }

    /**
     * Derivative of gamma^2 or |w|^2, whichever is learned, with respect to time under gradient flow: for gamma
     * 2 gamma^2 (measured - predicted), with Adam divided by its divisor, and for w (2 gamma^2 eps / s^2)(measured - predicted). A
     * step of learning rate eta changes the square by about eta times this. 0 at a stationary point.
     */
    public double growth() {
        return growthFactor * (measured - predicted);
    }

    private static void check(String what, double decay) {
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("weight decay on " + what + " is at least 0, got " + decay);
        }
    }
}
