package bn.theory.batch;

/**
 * Mixed moments of K channels x that are normalized to variance 1 over the population. All arrays but the last are K x K,
 * row-major, with row k and column j. They determine the covariances of a batch's statistics: of the batch mean of x_k, and of
 * r_k, the relative change of s_k^2 = variance + eps in a batch, which is kappa_k times the batch mean of x_k^2 - 1.
 *
 * @param second E[x_k x_j]
 * @param third E[x_k x_j^2]; on the diagonal the skewness
 * @param squares Cov(x_k^2, x_j^2); on the diagonal rho + 2, rho being the excess kurtosis
 * @param kappa variance / (variance + eps) of each channel, length K; 1 where eps is 0
 */
public record MixedMoments(double[] second, double[] third, double[] squares, double[] kappa) {

    /** M times the covariance of the batch mean of x_k and r_j: kappa_j E[x_k x_j^2]. */
    double meanVarianceCovariance(int k, int j) {
        return kappa[j] * third[k * kappa.length + j];
    }

    /** M times the covariance of r_k and r_j: kappa_k kappa_j Cov(x_k^2, x_j^2). */
    double varianceCovariance(int k, int j) {
        return kappa[k] * kappa[j] * squares[k * kappa.length + j];
    }

    /**
     * M times the variance of the noise that the statistics of a batch of M add to a channel at a fixed x:
     * 1 + kappa skewness x + kappa^2 (rho + 2) x^2 / 4, at least 0.
     */
    public double noiseVariance(int channel, double x) {
        // A variance is not negative, but rounding can make it so.
        return Math.max(0, noiseVarianceWithoutSkewness(channel, x) + meanVarianceCovariance(channel, channel) * x);
    }

    /** The same in the two-term form of Luo et al. (2019): 1 + kappa^2 (rho + 2) x^2 / 4. */
    public double noiseVarianceWithoutSkewness(int channel, double x) {
        return 1 + 0.25 * varianceCovariance(channel, channel) * x * x;
    }
}
