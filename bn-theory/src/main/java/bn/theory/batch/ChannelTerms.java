package bn.theory.batch;

/**
 * The part of one channel in T9, each term times the batch size M: what the noise of its own mean and variance adds to the
 * expected loss of an example. x is the channel normalized by population statistics, h = gamma x + beta its output, l' and l''
 * the first and second derivative of the loss by h, E the mean over the examples, rho the excess kurtosis of x.
 *
 * @param skewness E x^3
 * @param excessKurtosis rho = E x^4 - 3
 * @param gradientScale gamma (3/8)(rho + 2) E[l' x]: the inverse deviation of a batch is too large on average
 * @param gradientCube -(gamma/2) E[l' x^3]: an example is part of the statistics that it is normalized by
 * @param gradientSkew (gamma/2) skewness E[l']: mean and variance of a batch are correlated
 * @param curvatureMean (gamma^2/2) E[l'']: variance of the batch mean
 * @param curvatureSkew (gamma^2/2) skewness E[l'' x]: its covariance with the batch variance
 * @param curvatureScale (gamma^2/8)(rho + 2) E[l'' x^2]: variance of the batch variance
 */
public record ChannelTerms(double skewness, double excessKurtosis, double gradientScale, double gradientCube,
        double gradientSkew, double curvatureMean, double curvatureSkew, double curvatureScale) {

    /** The terms of a channel, with the moments of all. */
    static ChannelTerms of(double gamma, PairMoments inputs, LossMoments loss, int channel) {
        int diagonal = channel * loss.slope().length + channel;
        double skewness = inputs.third()[diagonal];
        double varianceOfSquare = inputs.squares()[diagonal];
        double second = 0.5 * gamma * gamma;
        return new ChannelTerms(skewness, varianceOfSquare - 2, gamma * 0.375 * varianceOfSquare * loss.slopeX()[channel],
                -0.5 * gamma * loss.slopeCube()[channel], 0.5 * gamma * skewness * loss.slope()[channel],
                second * loss.curvature()[diagonal], second * skewness * loss.curvatureX()[diagonal],
                second * 0.25 * varianceOfSquare * loss.curvatureXX()[diagonal]);
    }

    /** The terms in l'. */
    public double gradient() {
        return gradientScale + gradientCube + gradientSkew;
    }

    /** The terms in l''. */
    public double curvature() {
        return curvatureMean + curvatureSkew + curvatureScale;
    }

    /** All terms. */
    public double sum() {
        return gradient() + curvature();
    }

    /** The two terms (gamma^2/2) E[l''] + (gamma^2/8)(rho + 2) E[l'' x^2] that Luo et al. (2019) call gamma decay. */
    public double gammaDecay() {
        return curvatureMean + curvatureScale;
    }
}
