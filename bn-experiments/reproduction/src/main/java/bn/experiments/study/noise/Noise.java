package bn.experiments.study.noise;

import bn.experiments.data.Examples;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.SignalAndNoise;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Gaussian noise of standard deviation sigma along each direction of an orthonormal basis.
 *
 * @param kind which directions
 * @param basis the directions, a row for each; not copied
 * @param sigma standard deviation along each of them
 */
record Noise(NoiseKind kind, double[][] basis, double sigma) {
    /** The golden ratio's bits, by which SplittableRandom itself keeps neighbouring seeds apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The same directions with another strength. */
    Noise withSigma(double other) {
        return new Noise(kind, basis, other);
    }

    /** Adds a draw to a row. */
    void add(double[] row, int offset, RandomGenerator random) {
        if (kind == NoiseKind.ISOTROPIC) {
            // The same in distribution as along any orthonormal basis.
            for (int i = 0; i < basis.length; i++) {
                row[offset + i] += sigma * random.nextGaussian();
            }
            return;
        }
        for (double[] direction : basis) {
            double size = sigma * random.nextGaussian();
            for (int i = 0; i < direction.length; i++) {
                row[offset + i] += size * direction[i];
            }
        }
    }

    /** Examples with noise that is drawn once: an example has the same noise whenever it is read. */
    Examples on(Examples clean, long seed) {
        return clean.map((example, x, offset, width) -> add(x, offset,
                new SplittableRandom(new SplittableRandom(seed + SPREAD * example).nextLong())));
    }

    /** The covariance S_n, row-major. */
    double[] covariance() {
        int d = basis[0].length;
        double[] covariance = new double[d * d];
        for (double[] direction : basis) {
            for (int i = 0; i < d; i++) {
                double size = sigma * sigma * direction[i];
                for (int j = 0; j < d; j++) {
                    covariance[i * d + j] += size * direction[j];
                }
            }
        }
        return covariance;
    }

    /** Clean inputs and this noise, by direction. */
    SignalAndNoise with(LinearRegression clean) {
        return kind == NoiseKind.ISOTROPIC || sigma == 0 ? clean.withNoise(sigma) : clean.withNoise(covariance());
    }

    /** v.S_n v. */
    double variance(double[] v) {
        double sum = 0;
        for (double[] direction : basis) {
            double product = 0;
            for (int i = 0; i < v.length; i++) {
                product += direction[i] * v[i];
            }
            sum += product * product;
        }
        return sigma * sigma * sum;
    }
}
