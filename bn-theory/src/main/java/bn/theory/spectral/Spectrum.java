package bn.theory.spectral;

import java.util.Arrays;

/**
 * The eigendecomposition S = U diag(s) U^T of a covariance on its range, in the units of the features, float64: the principal
 * components. The rank is that of {@link Whitening}. The basis depends on the units. A decomposition of S itself has errors of
 * about the machine epsilon times the largest eigenvalue. If the standard deviations of the features differ much, this would lose
 * the small eigenvalues; then a factor of S is decomposed instead, with errors relative to each eigenvalue ({@link JacobiSvd}).
 */
public final class Spectrum {
    /** Up to this ratio of deviations S is at most 100 times worse conditioned than C. This costs two digits and saves time. */
    private static final double ALIKE = 10;

    private final Whitening scaled;
    private final double[] values;
    private final double[] vectors;
    private final double[] whitening;

    private Spectrum(Whitening scaled, double[] values, double[] vectors, double[] whitening) {
        this.scaled = scaled;
        this.values = values;
        this.vectors = vectors;
        this.whitening = whitening;
    }

    /** Decomposes the covariance of a whitening; {@link Whitening#spectrum} keeps the result. */
    static Spectrum of(Whitening scaled) {
        if (scaled.rank() == 0) {
            return new Spectrum(scaled, new double[0], new double[0], new double[0]);
        }
        double least = Arrays.stream(scaled.deviations()).min().orElseThrow();
        double largest = Arrays.stream(scaled.deviations()).max().orElseThrow();
        if (largest <= ALIKE * least) {
            Eigenpairs pairs = Eigenpairs.of(scaled.restricted(), scaled.varying().length);
            double error = scaled.varying().length * Math.ulp(1.0) * pairs.values()[0];
            if (pairs.values()[scaled.rank() - 1] > 100 * error) {
                return direct(scaled, pairs);
            }
        }
        return graded(scaled);
    }

    private static Spectrum direct(Whitening scaled, Eigenpairs pairs) {
        int n = scaled.varying().length;
        int d = scaled.dimension();
        double[] values = Arrays.copyOf(pairs.values(), scaled.rank());
        double[] vectors = new double[values.length * d];
        double[] whitening = new double[values.length * d];
        for (int j = 0; j < values.length; j++) {
            for (int i = 0; i < n; i++) {
                int entry = j * d + scaled.varying()[i];
                vectors[entry] = pairs.vectors()[j * n + i];
                whitening[entry] = vectors[entry] / Math.sqrt(values[j]);
            }
        }
        return new Spectrum(scaled, values, vectors, whitening);
    }

    static Spectrum graded(Whitening scaled) {
        int n = scaled.varying().length;
        int d = scaled.dimension();
        int rank = scaled.rank();
        double[][] factor = new double[n][rank];
        double[][] inverse = new double[n][rank];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < rank; j++) {
                double root = Math.sqrt(scaled.correlation().values()[j]);
                double entry = scaled.correlation().vectors()[j * n + i];
                factor[i][j] = entry * root * scaled.deviations()[i];
                inverse[i][j] = entry / root / scaled.deviations()[i];
            }
        }
        JacobiSvd decomposed = new JacobiSvd(factor, inverse);
        double[] values = new double[rank];
        double[] vectors = new double[rank * d];
        double[] whitening = new double[rank * d];
        for (int j = 0; j < rank; j++) {
            values[j] = decomposed.value(j) * decomposed.value(j);
            for (int i = 0; i < n; i++) {
                vectors[j * d + scaled.varying()[i]] = decomposed.vector(j, i);
                whitening[j * d + scaled.varying()[i]] = decomposed.inverse(j, i);
            }
        }
        return new Spectrum(scaled, values, vectors, whitening);
    }

    /** Number of features d. */
    public int dimension() {
        return scaled.dimension();
    }

    /** The eigenvectors as rows. */
    double[] vectors() {
        return vectors;
    }

    /** diag(s)^(-1/2) U^T on the range of S, r x d. */
    double[] whitening() {
        return whitening;
    }

    /** Rank r of S, see {@link Whitening}. */
    public int rank() {
        return values.length;
    }

    /** The j-th largest eigenvalue s_j, counted from 0; j below the rank. */
    public double value(int j) {
        return values[j];
    }

    /** U^T x: the coordinates of x along the r eigenvectors, largest eigenvalue first. */
    public double[] toBasis(double[] x) {
        return products(vectors, x);
    }

    /** U y: the vector with these coordinates along the eigenvectors, length d. */
    public double[] fromBasis(double[] coordinates) {
        int d = dimension();
        double[] x = new double[d];
        for (int j = 0; j < values.length; j++) {
            for (int i = 0; i < d; i++) {
                x[i] += vectors[j * d + i] * coordinates[j];
            }
        }
        return x;
    }

    /**
     * diag(s)^(-1/2) U^T x for x in the range of S, such as centred rows and covariances with a target. Each coordinate is
     * accurate even if the entries of x have very different sizes, so that products with u_j would cancel.
     */
    public double[] whiten(double[] x) {
        return products(whitening, x);
    }

    /** U^T c for covariances c of x with a target: {@link #whiten} times s^(1/2). */
    public double[] covariances(double[] c) {
        double[] along = whiten(c);
        Arrays.setAll(along, j -> Math.sqrt(values[j]) * along[j]);
        return along;
    }

    private double[] products(double[] rows, double[] x) {
        int d = dimension();
        double[] products = new double[values.length];
        for (int j = 0; j < products.length; j++) {
            for (int i = 0; i < d; i++) {
                products[j] += rows[j * d + i] * x[i];
            }
        }
        return products;
    }
}
