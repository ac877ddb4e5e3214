package bn.theory.spectral;

import bn.api.BnException;
import bn.api.Moments;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The whitening matrix P of a covariance S, float64: if x has covariance S, P x has covariance I. S is first scaled to the
 * correlation matrix C = D^-1 S D^-1, D being the standard deviations; then P = diag(c)^(-1/2) U^T D^-1 with C = U diag(c) U^T.
 * So neither the rank nor P x depends on the units of the features.
 *
 * <p>Rank: rounding turns zero eigenvalues of C into numbers of either sign, of about the machine epsilon times the largest
 * eigenvalue. Eigenvalues up to (d + 10) * epsilon * (largest eigenvalue) count as 0, with epsilon = 2^-52 and d the number of
 * features that vary. The d accounts for the decomposition, as in NumPy's matrix_rank; the 10 for the roundings of each entry of
 * C. For features scaled to variance 1, a direction counts as 0 if its variance is below this tolerance.
 */
public final class Whitening {
    private static final double EPSILON = Math.ulp(1.0);
    private static final int ROUNDINGS_OF_AN_ENTRY = 10;
    /** Up to this fraction of redundant directions it is faster to remove these than to decompose S. */
    private static final double FEW = 0.25;

    private final double[] covariance;
    private final int dimension;
    private final int[] varying;
    private final double[] deviations;
    private final Eigenpairs correlation;
    private final int rank;
    private final double rankTolerance;
    private @Nullable Spectrum spectrum;
    private @Nullable NullSpace nullSpace;

    private Whitening(double[] covariance, int dimension, int[] varying) {
        this.covariance = covariance;
        this.dimension = dimension;
        this.varying = varying;
        deviations = Arrays.stream(varying).mapToDouble(i -> Math.sqrt(covariance[i * dimension + i])).toArray();
        int n = varying.length;
        if (n == 0) {
            correlation = new Eigenpairs(new double[0], new double[0]);
            rankTolerance = 0;
        } else {
            double[] scaled = restricted();
            for (int entry = 0; entry < scaled.length; entry++) {
                scaled[entry] = scaled[entry] / deviations[entry / n] / deviations[entry % n];
            }
            correlation = Eigenpairs.of(scaled, n);
            rankTolerance = (n + ROUNDINGS_OF_AN_ENTRY) * EPSILON * correlation.values()[0];
        }
        rank = (int) Arrays.stream(correlation.values()).filter(value -> value > rankTolerance).count();
    }

    /** Decomposes the covariance of the first features of a sample, see {@link Covariances#of}. */
    public static Whitening of(Moments moments, int features) {
        return of(Covariances.of(moments, features), features);
    }

    /**
     * Decomposes a covariance.
     *
     * @param covariance S, row-major, length d * d, not copied; the mean of the two triangles is used. A feature of variance 0 is
     *     constant
     * @param d number of features, at least 1
     * @throws BnException if an entry is NaN or infinite, or a variance is negative
     */
    public static Whitening of(double[] covariance, int d) {
        if (d < 1 || covariance.length != (long) d * d) {
            throw new IllegalArgumentException("a " + d + "x" + d + " matrix does not have " + covariance.length + " entries");
        }
        for (int entry = 0; entry < covariance.length; entry++) {
            if (!Double.isFinite(covariance[entry]) || entry / d == entry % d && covariance[entry] < 0) {
                throw new BnException("the covariance of features " + (entry / d + 1) + " and " + (entry % d + 1) + " is "
                        + covariance[entry] + "; look for NaN, infinite or huge values in these features");
            }
        }
        return new Whitening(covariance, d, IntStream.range(0, d).filter(i -> covariance[i * d + i] > 0).toArray());
    }

    /** S, unchanged. */
    double[] covariance() {
        return covariance;
    }

    /** S, restricted to the features that vary. */
    double[] restricted() {
        int n = varying.length;
        double[] part = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                part[i * n + j] = covariance[varying[i] * dimension + varying[j]];
            }
        }
        return part;
    }

    /** Number of features. */
    public int dimension() {
        return dimension;
    }

    /** Indices of the features that are not constant, in increasing order. */
    int[] varying() {
        return varying;
    }

    /** Their standard deviations. */
    double[] deviations() {
        return deviations;
    }

    /** The eigenpairs of C; only the first {@link #rank} count. */
    Eigenpairs correlation() {
        return correlation;
    }

    /** Number of eigenvalues of C above {@link #rankTolerance}: the rank of S. */
    public int rank() {
        return rank;
    }

    /** Eigenvalues of C up to this count as 0. */
    public double rankTolerance() {
        return rankTolerance;
    }

    /**
     * Largest relative error of |P x|^2 due to rounding of C: the tolerance over the least eigenvalue that counts; 0 for rank 0.
     */
    public double rounding() {
        return rank == 0 ? 0 : rankTolerance / correlation.values()[rank - 1];
    }

    /** The whitening matrix P, rank x d, row-major; 0 for constant features. Weights n on P x are weights P^T n on x. */
    public double[] matrix() {
        double[] map = new double[rank * dimension];
        for (int j = 0; j < rank; j++) {
            double root = Math.sqrt(correlation.values()[j]);
            for (int i = 0; i < varying.length; i++) {
                map[j * dimension + varying[i]] = correlation.vectors()[j * varying.length + i] / root / deviations[i];
            }
        }
        return map;
    }

    /** P x, for x in the range of S (centred rows, covariances with a target). */
    public double[] whiten(double[] x) {
        int n = varying.length;
        double[] scaled = new double[n];
        Arrays.setAll(scaled, i -> x[varying[i]] / deviations[i]);
        double[] whitened = new double[rank];
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < n; i++) {
                whitened[j] += correlation.vectors()[j * n + i] * scaled[i];
            }
            whitened[j] /= Math.sqrt(correlation.values()[j]);
        }
        return whitened;
    }

    /** S^+ c, the v of least norm with S v = c, for c in the range of S. It depends on the units of the features. */
    public double[] solve(double[] c) {
        int n = varying.length;
        if (n - rank > FEW * n) {
            Spectrum own = spectrum();
            double[] coordinates = own.whiten(c);
            Arrays.setAll(coordinates, j -> coordinates[j] / Math.sqrt(own.value(j)));
            return own.fromBasis(coordinates);
        }
        double[] whitened = whiten(c);
        double[] scaled = new double[n];
        for (int j = 0; j < rank; j++) {
            double factor = whitened[j] / Math.sqrt(correlation.values()[j]);
            for (int i = 0; i < n; i++) {
                scaled[i] += factor * correlation.vectors()[j * n + i];
            }
        }
        Arrays.setAll(scaled, i -> scaled[i] / deviations[i]);
        nullSpace().project(scaled);
        double[] solution = new double[dimension];
        for (int i = 0; i < n; i++) {
            solution[varying[i]] = scaled[i];
        }
        return solution;
    }

    private synchronized NullSpace nullSpace() {
        if (nullSpace == null) {
            nullSpace = new NullSpace(this);
        }
        return nullSpace;
    }

    /** The spectrum of S in the units of the features, computed at the first call. */
    public synchronized Spectrum spectrum() {
        if (spectrum == null) {
            spectrum = Spectrum.of(this);
        }
        return spectrum;
    }
}
