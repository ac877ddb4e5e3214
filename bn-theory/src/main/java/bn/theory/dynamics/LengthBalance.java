package bn.theory.dynamics;

/**
 * The balance of weight decay and gradients on the length of weights w (T10 and T16 of docs/theory.md), to leading order. All lengths and
 * factors are relative to equilibrium: there |w|^2, the factor of the learning rate and that of the decay are 1. A step removes the
 * share e |w|^(2 p) of |w|^2 by decay and adds e |w|^(2 q) orthogonally to w by gradients, with e = 1 / turnoverSteps.
 *
 * @param turnoverSteps steps in which decay alone shrinks |w|^2 at equilibrium by a factor e, far above 1
 * @param decayPower p
 * @param gradientPower q, below 1 + p
 */
public record LengthBalance(double turnoverSteps, double decayPower, double gradientPower) {

    /** Number of steps in which a small distance of |w|^2 from equilibrium shrinks by a factor e: turnover / (1 + p - q). */
    public double relaxationSteps() {
        return turnoverSteps / (1 + decayPower - gradientPower);
    }

    /**
     * |w|^2 after a step.
     *
     * @param squaredNorm |w|^2 before it, positive
     * @param rateFactor what the learning rate is multiplied by, at least 0
     * @param decayFactor what the weight decay is multiplied by, at least 0
     */
    public double next(double squaredNorm, double rateFactor, double decayFactor) {
        double kept = 1 - rateFactor * decayFactor / (2 * turnoverSteps) * Math.pow(squaredNorm, decayPower);
        return kept * kept * squaredNorm + rateFactor * rateFactor / turnoverSteps * Math.pow(squaredNorm, gradientPower);
    }

    /** |w|^2 at the equilibrium of other factors: (rateFactor / decayFactor)^(1 / (1 + p - q)). */
    public double equilibrium(double rateFactor, double decayFactor) {
        return Math.pow(rateFactor / decayFactor, 1 / (1 + decayPower - gradientPower));
    }

    /** The root mean square angle of a step: rateFactor |w|^(q - 1). */
    public double angle(double squaredNorm, double rateFactor) {
        return rateFactor * Math.pow(squaredNorm, (gradientPower - 1) / 2);
    }
}
