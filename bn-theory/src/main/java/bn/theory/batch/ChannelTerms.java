package bn.theory.batch;

/**
 * The part of one channel in T9, each term times the batch size M: what the noise of its own mean and variance adds to the
 * expected loss of an example. x is the channel normalized to variance 1 by population statistics, h = gamma' x + beta its output
 * with gamma' = gamma sqrt(share), share = variance / (variance + eps); l' and l'' are the first and second derivative of the loss
 * with respect to h, E the mean over the examples, rho the excess kurtosis of x.
 *
 * @param skewness E x^3
 * @param excessKurtosis rho = E x^4 - 3
 * @param gradientScale gamma' (3/8) share^2 (rho + 2) E[l' x]: the inverse deviation of a batch is too large on average
 * @param gradientCube -(gamma'/2) share E[l' x^3]: an example is part of the variance that it is normalized by
 * @param gradientSkew (gamma'/2) share skewness E[l']: mean and variance of a batch are correlated
 * @param gradientEps -gamma' (1 - share) E[l' x]: an example is part of the mean that is subtracted; with eps = 0 this is
 *     cancelled by other terms in x
 * @param curvatureMean (gamma'^2/2) E[l'']: variance of the batch mean
 * @param curvatureSkew (gamma'^2/2) share skewness E[l'' x]: its covariance with the batch variance
 * @param curvatureScale (gamma'^2/8) share^2 (rho + 2) E[l'' x^2]: variance of the batch variance
 */
public record ChannelTerms(double skewness, double excessKurtosis, double gradientScale, double gradientCube,
        double gradientSkew, double gradientEps, double curvatureMean, double curvatureSkew, double curvatureScale) {

    /** The terms of a channel, with the moments of all; gamma is that of x at variance 1. */
    static ChannelTerms of(double gamma, PairMoments inputs, LossMoments loss, int channel) {
        int diagonal = channel * loss.slope().length + channel;
        double share = inputs.share()[channel];
        double withVariance = inputs.meanWithVariance(channel, channel);
        double variance = inputs.variances(channel, channel);
        double second = 0.5 * gamma * gamma;
        return new ChannelTerms(inputs.third()[diagonal], inputs.squares()[diagonal] - 2,
                gamma * 0.375 * variance * loss.slopeX()[channel], -0.5 * gamma * share * loss.slopeCube()[channel],
                0.5 * gamma * withVariance * loss.slope()[channel], -gamma * (1 - share) * loss.slopeX()[channel] + 0.0,
                second * loss.curvature()[diagonal], second * withVariance * loss.curvatureX()[diagonal],
                second * 0.25 * variance * loss.curvatureXX()[diagonal]);
    }

    /** The terms in l'. */
    public double gradient() {
        return gradientScale + gradientCube + gradientSkew + gradientEps;
    }

    /** The terms in l''. */
    public double curvature() {
        return curvatureMean + curvatureSkew + curvatureScale;
    }

    /** All terms. */
    public double sum() {
        return gradient() + curvature();
    }

    /** The two terms curvatureMean + curvatureScale, which Luo et al. (2019), with eps = 0, call gamma decay. */
    public double gammaDecay() {
        return curvatureMean + curvatureScale;
    }
}
