package bn.theory.batch;

/**
 * Mixed moments of K channels x that are normalized over their population; each array is K x K, row-major, with k the row.
 *
 * @param second E[x_k x_j]
 * @param third E[x_k x_j^2]; the skewness on the diagonal
 * @param squares Cov(x_k^2, x_j^2); rho + 2 on the diagonal
 */
public record PairMoments(double[] second, double[] third, double[] squares) {

    /** M times the variance of what a batch of M adds to a channel, x held: 1 + skewness x + (rho + 2) x^2 / 4, at least 0. */
    public double spread(int channel, double x) {
        // At least 0 as a variance is, but for rounding.
        return Math.max(0, spreadWithoutSkew(channel, x) + third[diagonal(channel)] * x);
    }

    /** The same as the two-term form of Luo et al. (2019) has it: 1 + (rho + 2) x^2 / 4. */
    public double spreadWithoutSkew(int channel, double x) {
        return 1 + 0.25 * squares[diagonal(channel)] * x * x;
    }

    private int diagonal(int channel) {
        int channels = (int) Math.round(Math.sqrt(second.length));
        return channel * channels + channel;
    }
}
