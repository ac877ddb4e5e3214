package bn.theory.choice;

import java.util.Optional;

/**
 * The rate of the data-weighted penalty (lambda/2) v.Sv that James-Stein shrinkage chooses (James and Stein 1961, positive part).
 * That penalty multiplies the least-squares fit by k = 1 / (1 + lambda), as batch normalization does (T4), so one number is
 * chosen. Assumes fixed inputs and independent Gaussian noise of one variance tau^2 on y, which is estimated; the shift is not
 * shrunk. See "How others choose a rate" in docs/theory.md.
 *
 * @param degrees N - 1 - r, degrees of freedom of the estimate of tau^2
 * @param noiseVariance N (unexplained variance) / (N - 1 - r), the unbiased estimate of tau^2
 * @param factor k = max(0, 1 - (r - 2) / (N + 1 - r) (1 - R^2) / R^2)
 * @param lambda 1 / k - 1; infinite if k is 0: the fit is no larger than noise alone would make it
 * @param gamma k sd(y) R, the scale at which batch normalization tunes the same rate
 */
public record JamesStein(long degrees, double noiseVariance, double factor, double lambda, double gamma) {

    /** The choice for a target; none where shrinking is not known to help: for a rank r below 3, or N below r + 2. */
    public static Optional<JamesStein> of(RidgeRegression target) {
        int rank = target.rank();
        long degrees = target.degreesLeft();
        if (rank < 3 || degrees < 1) {
            return Optional.empty();
        }
        double explained = target.explained();
        double factor = Math.max(0, 1 - (rank - 2.0) / (degrees + 2) * target.unexplained() / explained);
        return Optional.of(new JamesStein(degrees, target.unexplained() * target.examples() / degrees, factor, 1 / factor - 1,
                factor * Math.sqrt(explained)));
    }

    /**
     * The factor that is best in expectation, M / (M + r tau^2 / N), had one known M and tau^2; its rate is r tau^2 / (N M).
     *
     * @param signal M, the biased variance over the examples of the noise-free target's projection on the inputs
     * @param noiseVariance tau^2
     * @param rank r
     * @param examples N
     */
    public static double oracleFactor(double signal, double noiseVariance, int rank, long examples) {
        return signal / (signal + rank * noiseVariance / examples);
    }
}
