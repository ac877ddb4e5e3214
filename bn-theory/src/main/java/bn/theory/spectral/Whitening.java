package bn.theory.spectral;

import bn.api.BnException;
import bn.api.Moments;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The map P that whitens data of a covariance S, float64: P x has covariance I where x has S. S is first scaled to the correlation
 * matrix C = D^-1 S D^-1, D being the standard deviations, and P = diag(c)^(-1/2) U^T D^-1 with C = U diag(c) U^T. So
 * neither the rank nor P x depends on the units of the features.
 *
 * <p>Rounding turns eigenvalues of C that are 0 into numbers of the size of the machine epsilon times the largest, of either
 * sign. Those up to (d + 10) * epsilon * (largest eigenvalue) count as 0, epsilon = 2^-52 and d the number of features that
 * vary: d for the decomposition, as in NumPy's matrix_rank, and some roundings for each entry of C. A direction that counts as 0
 * has a variance of about that share of what its features would have if they were uncorrelated.
 */
public final class Whitening {
    private static final double EPSILON = Math.ulp(1.0);
    private static final int ROUNDINGS_OF_AN_ENTRY = 10;
    /** Up to this share of redundant directions it is quicker to take these out than to decompose S. */
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
     * @param covariance S, row-major, length d * d, not copied; of the two triangles the mean is taken. A feature of variance 0
     *     is constant
     * @param d number of features, at least 1
     * @throws BnException if an entry is NaN or infinite, or a variance negative
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

    /** S as it was given. */
    double[] covariance() {
        return covariance;
    }

    /** S of the features that vary. */
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

    /** The features that are not constant, in order. */
    int[] varying() {
        return varying;
    }

    /** Their standard deviations. */
    double[] deviations() {
        return deviations;
    }

    /** The eigenpairs of C, of which the first {@link #rank} count. */
    Eigenpairs correlation() {
        return correlation;
    }

    /** Number of eigenvalues of C above {@link #rankTolerance}: the rank of S. */
    public int rank() {
        return rank;
    }

    /** What counts as an eigenvalue of C that is 0. */
    public double rankTolerance() {
        return rankTolerance;
    }

    /** How far rounding of C may move |P x|^2, relatively: the tolerance over the least eigenvalue that counts; 0 for rank 0. */
    public double rounding() {
        return rank == 0 ? 0 : rankTolerance / correlation.values()[rank - 1];
    }

    /** P, rank x d, row-major; 0 for constant features. Weights n on P x are weights P^T n on x. */
    public double[] map() {
        double[] map = new double[rank * dimension];
        for (int j = 0; j < rank; j++) {
            double root = Math.sqrt(correlation.values()[j]);
            for (int i = 0; i < varying.length; i++) {
                map[j * dimension + varying[i]] = correlation.vectors()[j * varying.length + i] / root / deviations[i];
            }
        }
        return map;
    }

    /** P x, for x in the range of S (rows less their mean, covariances with a target). */
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

    /** S^+ c: of all v with S v = c the one of least norm, for c in the range of S. Which one that is depends on the units. */
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

    /** S in the units of its features, decomposed when it is first asked for. */
    public synchronized Spectrum spectrum() {
        if (spectrum == null) {
            spectrum = Spectrum.of(this);
        }
        return spectrum;
    }
}
