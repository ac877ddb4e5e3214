package bn.theory.batch;

/**
 * Mixed moments of K channels x that are normalized over their population to variance 1; each array but the last is K x K,
 * row-major, with k the row. They give the noise of a batch's statistics: the mean of x_k in a batch, and r_k, the relative
 * change of s_k^2 = variance + eps, which is share_k times the mean of x_k^2 - 1.
 *
 * @param second E[x_k x_j]
 * @param third E[x_k x_j^2]; the skewness on the diagonal
 * @param squares Cov(x_k^2, x_j^2); rho + 2 on the diagonal, rho the excess kurtosis
 * @param share variance / (variance + eps) of each channel, length K: 1 where eps is 0
 */
public record PairMoments(double[] second, double[] third, double[] squares, double[] share) {

    /** M times the covariance of the mean of x_k with r_j: share_j E[x_k x_j^2]. */
    double meanWithVariance(int k, int j) {
        return share[j] * third[k * share.length + j];
    }

    /** M times the covariance of r_k and r_j: share_k share_j Cov(x_k^2, x_j^2). */
    double variances(int k, int j) {
        return share[k] * share[j] * squares[k * share.length + j];
    }

    /**
     * M times the variance of what a batch of M adds to a channel, x held: 1 + share skewness x + share^2 (rho + 2) x^2 / 4, at
     * least 0.
     */
    public double spread(int channel, double x) {
        // At least 0 as a variance is, but for rounding.
        return Math.max(0, spreadWithoutSkew(channel, x) + meanWithVariance(channel, channel) * x);
    }

    /** The same as the two-term form of Luo et al. (2019) has it: 1 + share^2 (rho + 2) x^2 / 4. */
    public double spreadWithoutSkew(int channel, double x) {
        return 1 + 0.25 * variances(channel, channel) * x * x;
    }
}
