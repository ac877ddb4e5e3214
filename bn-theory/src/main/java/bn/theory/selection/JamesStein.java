package bn.theory.selection;

import java.util.Optional;

/**
 * The rate of the data-weighted penalty (lambda/2) v.Sv by positive-part James-Stein shrinkage (James and Stein 1961). The
 * penalty multiplies the least-squares fit by k = 1 / (1 + lambda), as batch normalization does (T4), so only one number is
 * selected. Assumptions: fixed inputs, and independent Gaussian noise on y with the same variance tau^2 for all examples, which
 * is estimated. The shift is not shrunk. See "How others choose a rate" in docs/theory.md.
 *
 * @param degrees N - 1 - r, degrees of freedom of the estimate of tau^2
 * @param noiseVariance N (unexplained variance) / (N - 1 - r), the unbiased estimate of tau^2
 * @param factor k = max(0, 1 - (r - 2) / (N + 1 - r) (1 - R^2) / R^2)
 * @param lambda 1 / k - 1; infinite if k is 0: the fit is no larger than that of pure noise
 * @param gamma k sd(y) R, the scale at which the rate of batch normalization is lambda
 */
public record JamesStein(long degrees, double noiseVariance, double factor, double lambda, double gamma) {

    /** The rate for a target; empty if shrinkage is not known to help: if the rank r is below 3, or N below r + 2. */
    public static Optional<JamesStein> of(RidgeRegression target) {
        int rank = target.rank();
        long degrees = target.residualDegreesOfFreedom();
        if (rank < 3 || degrees < 1) {
            return Optional.empty();
        }
        double explained = target.explainedVariance();
        double factor = Math.max(0, 1 - (rank - 2.0) / (degrees + 2) * target.unexplainedVariance() / explained);
        return Optional.of(new JamesStein(degrees, target.unexplainedVariance() * target.examples() / degrees, factor,
                1 / factor - 1, factor * Math.sqrt(explained)));
    }

    /**
     * The factor k of least expected error for known M and tau^2: M / (M + r tau^2 / N). Its rate is lambda = r tau^2 / (N M).
     *
     * @param signal M, the biased variance over the examples of the projection of the noise-free target on the inputs
     * @param noiseVariance variance tau^2 of the noise on y
     * @param rank rank r of the covariance of the inputs
     * @param examples number N of examples
     */
    public static double oracleFactor(double signal, double noiseVariance, int rank, long examples) {
        return signal / (signal + rank * noiseVariance / examples);
    }
}
