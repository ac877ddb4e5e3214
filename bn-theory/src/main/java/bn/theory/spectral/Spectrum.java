package bn.theory.spectral;

import bn.api.BnException;
import bn.api.Moments;
import java.util.stream.IntStream;

/**
 * The eigendecomposition S = U diag(s) U^T of a covariance, float64.
 *
 * <p>Rounding turns eigenvalues that are 0 into numbers of the size of the machine epsilon times the largest, of either sign.
 * So those up to d * epsilon * (largest eigenvalue) count as 0, epsilon = 2^-52: the usual rule of LAPACK users, and that of
 * NumPy's matrix_rank. The eigenvalues above it are the first {@link #rank} ones.
 */
public final class Spectrum {
    private static final double EPSILON = Math.ulp(1.0);
    private static final double CONSTANT = 1e-12;

    private final double[] values;
    private final double[] vectors;
    private final double rankTolerance;
    private final int rank;

    private Spectrum(double[] values, double[] vectors) {
        this.values = values;
        this.vectors = vectors;
        this.rankTolerance = values.length * EPSILON * Math.max(values[0], 0);
        this.rank = (int) IntStream.range(0, values.length).filter(j -> values[j] > rankTolerance).count();
    }

    /**
     * Decomposes the biased covariance of the first features of a sample. Features that are constant (see {@link #isConstant})
     * have no part in it.
     *
     * @throws BnException if a covariance is NaN or infinite
     */
    public static Spectrum of(Moments moments, int features) {
        return of(covariance(moments, features), features);
    }

    /** The biased covariance that {@link #of(Moments, int)} decomposes, row-major, features * features. */
    public static double[] covariance(Moments moments, int features) {
        double[] covariance = new double[features * features];
        int[] varying = IntStream.range(0, features).filter(i -> !isConstant(moments, i)).toArray();
        for (int i : varying) {
            for (int j : varying) {
                covariance[i * features + j] = moments.covariance(i, j);
            }
        }
        return covariance;
    }

    /** Whether a feature deviates from its mean by no more than 1e-12 of it: what rounding makes of a constant. */
    public static boolean isConstant(Moments moments, int feature) {
        return Math.sqrt(moments.covariance(feature, feature)) <= CONSTANT * Math.abs(moments.mean()[feature]);
    }

    /**
     * Decomposes a symmetric matrix.
     *
     * @param matrix row-major, length d * d; of the two triangles the mean is taken
     * @param d number of rows, at least 1
     * @throws BnException if an entry is NaN or infinite
     */
    public static Spectrum of(double[] matrix, int d) {
        if (d < 1 || matrix.length != (long) d * d) {
            throw new IllegalArgumentException("a " + d + "x" + d + " matrix does not have " + matrix.length + " entries");
        }
        Eigenpairs pairs = Eigenpairs.of(matrix, d);
        return new Spectrum(pairs.values(), pairs.vectors());
    }

    /** The spectrum of S + shift I: the same basis, and a rank of its own. */
    public Spectrum plus(double shift) {
        double[] shifted = new double[values.length];
        for (int j = 0; j < shifted.length; j++) {
            shifted[j] = values[j] + shift;
        }
        return new Spectrum(shifted, vectors);
    }

    /** Number of features d. */
    public int dimension() {
        return values.length;
    }

    /** Number of eigenvalues above {@link #rankTolerance}. */
    public int rank() {
        return rank;
    }

    /** d * 2^-52 * (largest eigenvalue). */
    public double rankTolerance() {
        return rankTolerance;
    }

    /** The j-th largest eigenvalue, counted from 0. */
    public double value(int j) {
        return values[j];
    }

    /** The eigenvectors, a row for each. */
    double[] vectors() {
        return vectors;
    }

    /** U^T x: the coordinates of x in the eigenbasis, largest eigenvalue first. */
    public double[] toBasis(double[] x) {
        int d = values.length;
        double[] coordinates = new double[d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < d; i++) {
                coordinates[j] += vectors[j * d + i] * x[i];
            }
        }
        return coordinates;
    }

    /** U y: the vector with these coordinates in the eigenbasis. */
    public double[] fromBasis(double[] coordinates) {
        int d = values.length;
        double[] x = new double[d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < d; i++) {
                x[i] += vectors[j * d + i] * coordinates[j];
            }
        }
        return x;
    }

    /**
     * The map P = diag(s)^(-1/2) U^T on the range of S, rank x d, row-major: P x has covariance I where x has S.
     * Weights n on P x are weights P^T n on x.
     */
    public double[] whitening() {
        int d = values.length;
        double[] map = new double[rank * d];
        for (int j = 0; j < rank; j++) {
            double scale = 1 / Math.sqrt(values[j]);
            for (int i = 0; i < d; i++) {
                map[j * d + i] = scale * vectors[j * d + i];
            }
        }
        return map;
    }
}
