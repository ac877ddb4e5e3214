package bn.theory.unit;

import bn.api.Moments;

/**
 * The normalization that gives a unit z = v.x + b without one the same outputs: T18 of docs/theory.md, the inverse of
 * {@link FoldedUnit}. Its weights are w = v, and gamma = s, so that its effective weights are v.
 *
 * @param gamma sqrt(q + eps)
 * @param beta b + v.m, the mean of the outputs
 * @param runningMean v.m, the mean of v.x
 * @param runningVariance q = v.Sv, the biased variance of v.x
 */
public record UnfoldedUnit(double gamma, double beta, double runningMean, double runningVariance) {

    /**
     * Unfolds a unit by the statistics of its outputs.
     *
     * @param bias b
     * @param outputMean mean of v.x + b over the data
     * @param variance q, the biased variance of the same, at least 0
     * @param eps what the normalization adds to the variance, at least 0
     * @throws IllegalArgumentException if variance and eps are both 0: then nothing can be divided by s
     */
    public static UnfoldedUnit of(double bias, double outputMean, double variance, double eps) {
        if (!(variance >= 0) || !(eps >= 0) || variance + eps == 0) {
            throw new IllegalArgumentException("a unit of variance " + variance + " cannot be normalized with eps = " + eps);
        }
        return new UnfoldedUnit(Math.sqrt(variance + eps), outputMean, outputMean - bias, variance);
    }

    /**
     * Unfolds a unit on data of mean m and covariance S.
     *
     * @param inputs moments of the inputs
     * @throws IllegalArgumentException if the sizes do not fit, or as in {@link #of(double, double, double, double)}
     */
    public static UnfoldedUnit of(FoldedUnit unit, Moments inputs, double eps) {
        double variance = unit.outputVariance(inputs);
        double mean = unit.bias();
        for (int i = 0; i < unit.weights().length; i++) {
            mean += unit.weights()[i] * inputs.mean()[i];
        }
        return of(unit.bias(), mean, variance, eps);
    }
}
