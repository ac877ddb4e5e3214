package bn.api.kernel;

/** How a variance is estimated from n values. */
public enum VarianceEstimator {
    /** Sum of squared deviations divided by n. */
    BIASED,
    /** Sum of squared deviations divided by n - 1 (Bessel's correction). */
    UNBIASED;

    /** The factor from the biased variance of n values to this estimate. */
    public double correction(long n) {
        if (this == BIASED) {
            return 1;
        }
        if (n < 2) {
            throw new IllegalArgumentException("an unbiased variance needs at least 2 values per channel, got " + n);
        }
        return n / (n - 1.0);
    }
}
