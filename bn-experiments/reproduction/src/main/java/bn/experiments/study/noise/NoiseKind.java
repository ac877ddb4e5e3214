package bn.experiments.study.noise;

import bn.experiments.study.Factor;
import bn.theory.spectral.Spectrum;
import java.util.SplittableRandom;

/** Where noise goes: into all directions, or some. */
enum NoiseKind {
    /** All directions alike. */
    ISOTROPIC("all directions"),
    /** The first principal components of the clean inputs. */
    TOP("top 10"),
    /** A subspace that is drawn. */
    RANDOM("random 50"),
    /** The last principal components in which the clean inputs vary. */
    BOTTOM("bottom 50");

    static final Factor<NoiseKind> FACTOR = Factor.of("noise", NoiseKind::label);
    private static final int TOP_DIMENSION = 10;
    private static final int DIMENSION = 50;

    private final String label;

    NoiseKind(String label) {
        this.label = label;
    }

    /** For a person. */
    String label() {
        return label;
    }

    /** An orthonormal basis of the noise's directions, a row for each. Small data have fewer: half of the rank at most. */
    double[][] basis(Spectrum clean, long seed) {
        int half = Math.max(1, clean.rank() / 2);
        return switch (this) {
            case ISOTROPIC -> units(clean.dimension());
            case TOP -> components(clean, 0, Math.min(TOP_DIMENSION, half));
            case RANDOM -> drawn(clean.dimension(), Math.min(DIMENSION, half), seed);
            case BOTTOM -> components(clean, clean.rank() - Math.min(DIMENSION, half), clean.rank());
        };
    }

    private static double[][] units(int dimension) {
        double[][] basis = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            basis[i][i] = 1;
        }
        return basis;
    }

    private static double[][] components(Spectrum clean, int from, int to) {
        double[][] basis = new double[to - from][];
        for (int j = from; j < to; j++) {
            double[] unit = new double[clean.rank()];
            unit[j] = 1;
            basis[j - from] = clean.fromBasis(unit);
        }
        return basis;
    }

    /** Gaussian vectors, made orthonormal one after the other (Gram and Schmidt, twice for rounding). */
    private static double[][] drawn(int dimension, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] basis = new double[count][dimension];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < dimension; i++) {
                basis[j][i] = random.nextGaussian();
            }
            for (int before = 0; before < 2 * j; before++) {
                double[] other = basis[before % j];
                add(basis[j], -dot(basis[j], other), other);
            }
            add(basis[j], 1 / Math.sqrt(dot(basis[j], basis[j])) - 1, basis[j].clone());
        }
        return basis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }
}
