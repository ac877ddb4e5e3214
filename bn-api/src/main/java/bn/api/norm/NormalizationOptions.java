package bn.api.norm;

import bn.api.InvalidRequestException;
import bn.api.kernel.VarianceEstimator;

/**
 * The conventions of a normalization. A training batch is always normalized with its biased variance; the estimator concerns only
 * the running variance.
 *
 * @param eps added to the variance, at least 0
 * @param runningAverage how batch statistics are averaged for inference
 * @param runningVariance which estimate of the variance is averaged
 * @param affine which of gamma and beta are learned
 */
public record NormalizationOptions(double eps, RunningAverage runningAverage, VarianceEstimator runningVariance, Affine affine) {

    /** Checks eps. */
    public NormalizationOptions {
        if (!(eps >= 0) || Double.isInfinite(eps)) {
            throw new InvalidRequestException("eps is a number of at least 0, got " + eps);
        }
    }

    /** PyTorch's {@code BatchNorm1d} defaults: eps 1e-5, momentum 0.1 (weight of the new batch), unbiased running variance. */
    public static NormalizationOptions pytorch() {
        RunningAverage average = new RunningAverage.Exponential(0.1);
        return new NormalizationOptions(1e-5, average, VarianceEstimator.UNBIASED, Affine.learned());
    }

    /** Keras 3's {@code BatchNormalization} defaults: eps 1e-3, momentum 0.99 (weight of the old average), biased variance. */
    public static NormalizationOptions keras() {
        RunningAverage average = new RunningAverage.Exponential(1 - 0.99);
        return new NormalizationOptions(1e-3, average, VarianceEstimator.BIASED, Affine.learned());
    }

    /** These options with another eps. */
    public NormalizationOptions withEps(double otherEps) {
        return new NormalizationOptions(otherEps, runningAverage, runningVariance, affine);
    }

    /** These options with another running average. */
    public NormalizationOptions withRunningAverage(RunningAverage otherAverage) {
        return new NormalizationOptions(eps, otherAverage, runningVariance, affine);
    }

    /** These options with another choice of learned parameters. */
    public NormalizationOptions withAffine(Affine otherAffine) {
        return new NormalizationOptions(eps, runningAverage, runningVariance, otherAffine);
    }
}
