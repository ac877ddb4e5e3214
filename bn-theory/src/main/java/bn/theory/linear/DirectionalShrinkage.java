package bn.theory.linear;

/**
 * The shrinkage of batch-normalized linear regression along one direction u of
 * {@link bn.theory.spectral.GeneralizedEigenvectors}, |u| = 1 (T6 of docs/theory.md). With s and n for the variances of signal
 * and noise, v = sum of u c / ((1 + lambda)(s + n)) over the directions.
 *
 * @param signal s = u.S_s u, variance of the clean inputs
 * @param noise n = u.S_n u, variance of the noise
 * @param covariance c = u.Cov(x, y)
 * @param shrinkage s / ((1 + lambda)(s + n)), the factor of the least-squares weight c / s on the clean inputs: the Wiener filter
 *     s / (s + n) times 1 / (1 + lambda)
 * @param ridgeSignal lambda s, the part of the equivalent ridge rate due to the clean inputs
 * @param ridgeNoise (1 + lambda) n, the part due to the noise
 */
public record DirectionalShrinkage(double signal, double noise, double covariance, double shrinkage, double ridgeSignal,
        double ridgeNoise) {

    static DirectionalShrinkage of(double signal, double noise, double covariance, double lambda) {
        return new DirectionalShrinkage(signal, noise, covariance, signal / ((1 + lambda) * (signal + noise)), lambda * signal,
                (1 + lambda) * noise);
    }

    /** a = lambda s + (1 + lambda) n: ridge regression on the clean inputs with the rate a along u gives the same weight. */
    public double ridge() {
        return ridgeSignal + ridgeNoise;
    }
}
