package bn.theory.spectral;

import bn.api.UsageException;
import java.util.Arrays;

/**
 * Directions along which a signal x and independent noise n can be told apart one by one, float64 (T6 of docs/theory.md):
 * vectors u_j of length 1 with u_j.S_s u_k = u_j.S_n u_k = 0 for j != k, S_s and S_n being the covariances of x and n. They solve
 * S_s u = theta (S_s + S_n) u, those with the largest theta first, and span the range of S = S_s + S_n. For isotropic
 * noise they are the eigenvectors of S_s; in general they are not orthogonal.
 *
 * <p>What counts as 0 among the eigenvalues of S is said at {@link Spectrum}.
 */
public final class SignalAndNoise {
    private final double[] directions;
    private final double[] signal;
    private final double[] noise;
    private final int dimension;
    private final double rankTolerance;

    private SignalAndNoise(double[] directions, double[] signal, double[] noise, Spectrum total) {
        this.directions = directions;
        this.signal = signal;
        this.noise = noise;
        this.dimension = total.dimension();
        this.rankTolerance = total.rankTolerance();
    }

    /**
     * Noise of the covariance variance * I: costs nothing beyond the decomposition of the signal.
     *
     * @param clean spectrum of S_s; its eigenvalues below its own tolerance count as 0
     * @param variance variance of the noise on each feature, at least 0
     */
    public static SignalAndNoise isotropic(Spectrum clean, double variance) {
        if (!(variance >= 0) || Double.isInfinite(variance)) {
            throw new UsageException("the variance of the noise is a number of at least 0, got " + variance);
        }
        Spectrum total = clean.plus(variance);
        double[] signal = new double[total.rank()];
        double[] noise = new double[total.rank()];
        for (int j = 0; j < signal.length; j++) {
            signal[j] = j < clean.rank() ? clean.value(j) : 0;
            noise[j] = variance;
        }
        return new SignalAndNoise(clean.vectors(), signal, noise, total);
    }

    /**
     * Noise of any covariance: whitens S, and decomposes S_s in these coordinates.
     *
     * @param signalCovariance S_s, d x d, row-major, positive semidefinite
     * @param noiseCovariance S_n, d x d, row-major
     * @param d number of features
     * @throws UsageException if S_n has an eigenvalue that is negative beyond rounding
     * @throws bn.api.BnException if an entry is NaN or infinite
     */
    public static SignalAndNoise of(double[] signalCovariance, double[] noiseCovariance, int d) {
        Spectrum alone = Spectrum.of(noiseCovariance, d);
        if (alone.value(d - 1) < -alone.rankTolerance()) {
            throw new UsageException("the covariance of the noise has the negative eigenvalue " + alone.value(d - 1)
                    + "; no noise has such a covariance");
        }
        double[] sum = new double[d * d];
        Arrays.setAll(sum, i -> signalCovariance[i] + noiseCovariance[i]);
        Spectrum total = Spectrum.of(sum, d);
        int rank = total.rank();
        double[] directions = new double[rank * d];
        double[] signal = new double[rank];
        double[] noise = new double[rank];
        if (rank > 0) {
            double[] map = total.whitening();
            Spectrum shares = Spectrum.of(congruent(map, signalCovariance, rank, d), rank);
            for (int j = 0; j < rank; j++) {
                double[] u = new double[d];
                for (int entry = 0; entry < map.length; entry++) {
                    u[entry % d] += shares.vectors()[j * rank + entry / d] * map[entry];
                }
                double length = Math.sqrt(Arrays.stream(u).map(x -> x * x).sum());
                for (int i = 0; i < d; i++) {
                    directions[j * d + i] = u[i] / length;
                }
                // u has the variance 1, of which the eigenvalue is signal; rounding may take it out of [0, 1].
                double theta = Math.min(1, Math.max(0, shares.value(j)));
                signal[j] = theta / (length * length);
                noise[j] = (1 - theta) / (length * length);
            }
        }
        return new SignalAndNoise(directions, signal, noise, total);
    }

    /** P S P^T for P of rank x d. */
    private static double[] congruent(double[] map, double[] s, int rank, int d) {
        double[] half = new double[rank * d];
        double[] product = new double[rank * rank];
        for (int j = 0; j < rank; j++) {
            for (int k = 0; k < d; k++) {
                for (int i = 0; i < d; i++) {
                    half[j * d + i] += map[j * d + k] * s[k * d + i];
                }
            }
            for (int entry = 0; entry < map.length; entry++) {
                product[j * rank + entry / d] += half[j * d + entry % d] * map[entry];
            }
        }
        return product;
    }

    /** Number of directions, the rank of S. */
    public int rank() {
        return signal.length;
    }

    /** What counts as an eigenvalue of 0 of S. */
    public double rankTolerance() {
        return rankTolerance;
    }

    /** s_j = u_j.S_s u_j, the variance of the signal along direction j. */
    public double signal(int j) {
        return signal[j];
    }

    /** n_j = u_j.S_n u_j, the variance of the noise along direction j. */
    public double noise(int j) {
        return noise[j];
    }

    /** u_j.x for every j. */
    public double[] along(double[] x) {
        double[] products = new double[signal.length];
        for (int j = 0; j < products.length; j++) {
            for (int i = 0; i < dimension; i++) {
                products[j] += directions[j * dimension + i] * x[i];
            }
        }
        return products;
    }

    /** sum_j a_j u_j, length d. */
    public double[] combine(double[] coefficients) {
        double[] sum = new double[dimension];
        for (int j = 0; j < signal.length; j++) {
            for (int i = 0; i < dimension; i++) {
                sum[i] += coefficients[j] * directions[j * dimension + i];
            }
        }
        return sum;
    }
}
