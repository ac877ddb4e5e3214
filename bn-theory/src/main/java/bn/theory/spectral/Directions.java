package bn.theory.spectral;

import java.util.Arrays;

/**
 * Directions along which a signal x and independent noise n can be separated one by one, float64 (T6 of docs/theory.md):
 * vectors u_j of length 1 with u_j.S_s u_k = u_j.S_n u_k = 0 for j != k, S_s and S_n being the covariances of x and n. They solve
 * S_s u = theta (S_s + S_n) u, those with the largest theta first, and span the range of S_s + S_n. For isotropic noise they are
 * the eigenvectors of S_s; in general they are not orthogonal.
 */
public final class Directions {
    private final double[] vectors;
    private final double[] scaled;
    private final double[] signal;
    private final double[] noise;

    /**
     * Directions.
     *
     * @param vectors u_j, a row for each, length d; may be left out for the last ones, if these have no signal
     * @param scaled rows that give u_j.c for a covariance c of the inputs with a target: u_j, or what is more accurate
     * @param signal s_j, for all of them
     * @param noise n_j, for all of them
     */
    Directions(double[] vectors, double[] scaled, double[] signal, double[] noise) {
        this.vectors = vectors;
        this.scaled = scaled;
        this.signal = signal;
        this.noise = noise;
    }

    /** How many there are. */
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

    /** u_j.x for every j; for isotropic noise only for those with signal. */
    public double[] along(double[] x) {
        return products(vectors, x);
    }

    /** u_j.c for every j, c being the covariance of the clean inputs with something; 0 where there is no signal. */
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
