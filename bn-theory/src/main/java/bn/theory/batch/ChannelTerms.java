package bn.theory.batch;

/**
 * The terms of one channel in T9, each times the batch size M: how much the noise of its batch mean and batch variance adds to
 * the expected loss of an example. Symbols: x is the channel normalized to variance 1 by population statistics; its output is
 * h = gamma' x + beta with gamma' = gamma sqrt(kappa), kappa = variance / (variance + eps); l' and l'' are the first and second
 * derivative of the loss with respect to h; E is the mean over the examples; rho is the excess kurtosis of x.
 *
 * @param skewness E x^3
 * @param excessKurtosis rho = E x^4 - 3
 * @param gradientScale gamma' (3/8) kappa^2 (rho + 2) E[l' x]: the inverse standard deviation of a batch is too large on average
 * @param gradientCube -(gamma'/2) kappa E[l' x^3]: an example contributes to the variance that it is normalized by
 * @param gradientSkew (gamma'/2) kappa skewness E[l']: mean and variance of a batch are correlated
 * @param gradientEps -gamma' (1 - kappa) E[l' x]: an example contributes to the mean that is subtracted; with eps = 0
 *     other terms in x cancel this one
 * @param curvatureMean (gamma'^2/2) E[l'']: variance of the batch mean
 * @param curvatureSkew (gamma'^2/2) kappa skewness E[l'' x]: covariance of batch mean and batch variance
 * @param curvatureScale (gamma'^2/8) kappa^2 (rho + 2) E[l'' x^2]: variance of the batch variance
 */
public record ChannelTerms(double skewness, double excessKurtosis, double gradientScale, double gradientCube,
        double gradientSkew, double gradientEps, double curvatureMean, double curvatureSkew, double curvatureScale) {

    /** The terms of a channel, from the moments of all channels; gamma is gamma'. */
    static ChannelTerms of(double gamma, MixedMoments inputs, LossMoments loss, int channel) {
        int diagonal = channel * loss.gradient().length + channel;
        double kappa = inputs.kappa()[channel];
        double withVariance = inputs.meanVarianceCovariance(channel, channel);
        double variance = inputs.varianceCovariance(channel, channel);
        double second = 0.5 * gamma * gamma;
        return new ChannelTerms(inputs.third()[diagonal], inputs.squares()[diagonal] - 2,
                gamma * 0.375 * variance * loss.gradientX()[channel], -0.5 * gamma * kappa * loss.gradientX3()[channel],
                0.5 * gamma * withVariance * loss.gradient()[channel], -gamma * (1 - kappa) * loss.gradientX()[channel] + 0.0,
                second * loss.hessian()[diagonal], second * withVariance * loss.hessianX()[diagonal],
                second * 0.25 * variance * loss.hessianXX()[diagonal]);
    }

    /** Sum of the terms in l'. */
    public double gradient() {
        return gradientScale + gradientCube + gradientSkew + gradientEps;
    }

    /** Sum of the terms in l''. */
    public double curvature() {
        return curvatureMean + curvatureSkew + curvatureScale;
    }

    /** Sum of all terms. */
    public double sum() {
        return gradient() + curvature();
    }

    /** curvatureMean + curvatureScale: the two terms that Luo et al. (2019) call gamma decay, there with eps = 0. */
    public double gammaDecay() {
        return curvatureMean + curvatureScale;
    }
}
