package bn.theory.unit;

/**
 * The rate of one batch-normalized unit z = gamma (w.x - mean) / s + beta, s^2 = variance + eps, from one gradient: T1, T3 and T6
 * of docs/theory.md, float64. Its effective weights are v = gamma w / s. An undefined rate is NaN: see each method.
 *
 * @param gamma scale
 * @param gammaGradient derivative of the mean loss with respect to gamma
 * @param variance biased variance w.Sw of w.x over the batch (or population) of the gradient, including input noise
 * @param eps the number that the normalization adds to the variance
 * @param squaredNorm w.w
 * @param noiseSigma standard deviation of independent noise on each input of the unit; 0 without noise
 */
public record UnitRate(double gamma, double gammaGradient, double variance, double eps, double squaredNorm, double noiseSigma) {
    /** A unit is dead if |gamma| is below this: -(dL/dgamma) / gamma then says nothing about it. */
    public static final double DEAD = 1e-3;

    /** Checks that variances and norms are not negative. */
    public UnitRate {
        if (variance < 0 || eps < 0 || squaredNorm < 0 || noiseSigma < 0) {
            throw new IllegalArgumentException("variance " + variance + ", eps " + eps + ", squared norm " + squaredNorm
                    + " and noise sigma " + noiseSigma + " must all be at least 0");
        }
    }

    /** lambda = -(dL/dgamma) / gamma (T3), the rate of the penalty (lambda/2) v.Sv. NaN if gamma is 0. */
    public double lambda() {
        // Adding 0 turns -0 into 0.
        return gamma == 0 ? Double.NaN : -gammaGradient / gamma + 0.0;
    }

    /** v.Sv = gamma^2 (1 - eps / s^2), the variance of the output (T1); 0 if the variance of w.x is 0. */
    public double outputVariance() {
        return variance == 0 ? 0 : gamma * gamma * (variance / (variance + eps));
    }

    /** The equivalent L2 rate lambda v.Sv / v.v = lambda w.Sw / w.w. NaN if gamma or w is 0. */
    public double alpha() {
        // Adding 0 turns -0 into 0, here and below.
        return lambda() * (variance / squaredNorm) + 0.0;
    }

    /** The part of {@link #alpha} due to the clean inputs: alpha - alphaNoise (T6). NaN if gamma or w is 0. */
    public double alphaSignal() {
        return alpha() - alphaNoise();
    }

    /** The part of {@link #alpha} due to the noise: lambda sigma^2 (T6). NaN if gamma is 0. */
    public double alphaNoise() {
        return lambda() * noiseSigma * noiseSigma + 0.0;
    }
}
