package bn.theory.linear;

/**
 * What batch-normalized linear regression does along one direction u of {@link bn.theory.spectral.Directions}, |u| = 1
 * (T6 of docs/theory.md). With s and n for signal and noise, v = sum of u c / ((1 + lambda)(s + n)) over the directions.
 *
 * @param signal s = u.S_s u, variance of the clean inputs
 * @param noise n = u.S_n u, variance of the noise
 * @param covariance c = u.Cov(x, y)
 * @param shrinkage s / ((1 + lambda)(s + n)): what is left of the least-squares weight c / s on the clean inputs; the Wiener filter
 *     s / (s + n) times 1 / (1 + lambda)
 * @param ridgeSignal lambda s, part of the equivalent ridge
 * @param ridgeNoise (1 + lambda) n, the other part
 */
public record Direction(double signal, double noise, double covariance, double shrinkage, double ridgeSignal,
        double ridgeNoise) {

    static Direction of(double signal, double noise, double covariance, double lambda) {
        return new Direction(signal, noise, covariance, signal / ((1 + lambda) * (signal + noise)), lambda * signal,
                (1 + lambda) * noise);
    }

    /** a = lambda s + (1 + lambda) n: least squares on the clean inputs with the penalty a/2 along u has the same weight. */
    public double ridge() {
        return ridgeSignal + ridgeNoise;
    }
}
