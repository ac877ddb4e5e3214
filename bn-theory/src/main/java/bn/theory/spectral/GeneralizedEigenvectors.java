package bn.theory.spectral;

import java.util.Arrays;

/**
 * The directions that diagonalize the covariances S_s of a signal and S_n of independent noise at the same time, float64 (T6 of
 * docs/theory.md): generalized eigenvectors u_j of length 1 with S_s u_j = theta_j (S_s + S_n) u_j, largest theta_j first. They
 * span the range of S_s + S_n, and u_j.S_s u_k = u_j.S_n u_k = 0 for j != k. For isotropic noise they are the eigenvectors of
 * S_s; in general they are not orthogonal.
 */
public final class GeneralizedEigenvectors {
    private final double[] vectors;
    private final double[] scaled;
    private final double[] signal;
    private final double[] noise;

    /**
     * Generalized eigenvectors with their variances.
     *
     * @param vectors u_j as rows of length d; the last ones may be left out if they have no signal
     * @param scaled rows a_j with a_j.c = u_j.c for every covariance c of the clean inputs with a target: u_j, or more accurate
     *     rows
     * @param signal variance of the signal along u_j, for all j
     * @param noise variance of the noise along u_j, for all j
     */
    GeneralizedEigenvectors(double[] vectors, double[] scaled, double[] signal, double[] noise) {
        this.vectors = vectors;
        this.scaled = scaled;
        this.signal = signal;
        this.noise = noise;
    }

    /** Number of directions. */
    public int count() {
        return signal.length;
    }

    /** s_j = u_j.S_s u_j, the variance of the signal along direction j. */
    public double signal(int j) {
        return signal[j];
    }

    /** n_j = u_j.S_n u_j, the variance of the noise along direction j. */
    public double noise(int j) {
        return noise[j];
    }

    /** u_j.x for every j; for isotropic noise only for the directions with signal. */
    public double[] project(double[] x) {
        return products(vectors, x);
    }

    /** u_j.c for every j, c being the covariances of the clean inputs with a target; 0 for directions without signal. */
    public double[] covariances(double[] c) {
        return Arrays.copyOf(products(scaled, c), signal.length);
    }

    private static double[] products(double[] rows, double[] x) {
        double[] products = new double[rows.length / x.length];
        for (int entry = 0; entry < rows.length; entry++) {
            products[entry / x.length] += rows[entry] * x[entry % x.length];
        }
        return products;
    }
}
