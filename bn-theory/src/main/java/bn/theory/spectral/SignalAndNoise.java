package bn.theory.spectral;

import bn.api.InvalidRequestException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Inputs x with independent noise n, float64 (T6 of docs/theory.md): S = S_s + S_n, where S_s is the covariance of x and S_n that
 * of n. Rates depend on S alone; the {@link GeneralizedEigenvectors} are computed at the first call of {@link #directions}.
 */
public final class SignalAndNoise {
    /** Accepted error of an entry of a noise covariance, relative to the root of the product of its two diagonal entries. */
    private static final double ROUNDING_OF_NOISE = 1e-12;

    private final Whitening total;
    private final ToDoubleFunction<double[]> signal;
    private final ToDoubleFunction<double[]> noise;
    private final Supplier<GeneralizedEigenvectors> source;
    private @Nullable GeneralizedEigenvectors directions;

    private SignalAndNoise(Whitening total, ToDoubleFunction<double[]> signal, ToDoubleFunction<double[]> noise,
            Supplier<GeneralizedEigenvectors> source) {
        this.total = total;
        this.signal = signal;
        this.noise = noise;
        this.source = source;
    }

    /** Inputs without noise. */
    public static SignalAndNoise clean(Whitening inputs) {
        return new SignalAndNoise(inputs, v -> quadratic(inputs.covariance(), v), v -> 0, () -> isotropic(inputs.spectrum(), 0));
    }

    /**
     * Noise of covariance variance * I.
     *
     * @param covariance S_s, d x d, row-major
     * @param variance variance of the noise on each feature, positive
     * @param inputs supplies the decomposition of S_s, for the directions
     */
    public static SignalAndNoise isotropic(double[] covariance, int d, double variance, Supplier<Whitening> inputs) {
        if (!(variance > 0) || Double.isInfinite(variance)) {
            throw new InvalidRequestException("the variance of the noise must be a positive number, got " + variance);
        }
        double[] sum = covariance.clone();
        for (int i = 0; i < d; i++) {
            sum[i * d + i] += variance;
        }
        return new SignalAndNoise(Whitening.of(sum, d), v -> quadratic(covariance, v), v -> variance * quadratic(v),
                () -> isotropic(inputs.get().spectrum(), variance));
    }

    /**
     * Noise of a given covariance.
     *
     * @param signalCovariance S_s, d x d, row-major, positive semidefinite
     * @param noiseCovariance S_n, d x d, row-major
     * @param d number of features
     * @throws InvalidRequestException if S_n has an eigenvalue that is negative beyond rounding
     * @throws bn.api.BnException if an entry is NaN or infinite
     */
    public static SignalAndNoise of(double[] signalCovariance, double[] noiseCovariance, int d) {
        if (!Covariances.isSemidefinite(noiseCovariance, d, d * ROUNDING_OF_NOISE)) {
            throw new InvalidRequestException("the covariance of the noise has a negative eigenvalue, so it is no covariance");
        }
        double[] sum = new double[d * d];
        Arrays.setAll(sum, i -> signalCovariance[i] + noiseCovariance[i]);
        Whitening total = Whitening.of(sum, d);
        return new SignalAndNoise(total, v -> quadratic(signalCovariance, v), v -> quadratic(noiseCovariance, v),
                () -> general(total, signalCovariance));
    }

    private static GeneralizedEigenvectors isotropic(Spectrum clean, double variance) {
        int d = clean.dimension();
        double[] signal = new double[variance > 0 ? d : clean.rank()];
        Arrays.setAll(signal, j -> j < clean.rank() ? clean.value(j) : 0);
        double[] noise = new double[signal.length];
        Arrays.fill(noise, variance);
        double[] scaled = clean.whitening().clone();
        for (int entry = 0; entry < scaled.length; entry++) {
            scaled[entry] *= Math.sqrt(signal[entry / d]);
        }
        return new GeneralizedEigenvectors(clean.vectors(), scaled, signal, noise);
    }

    /** Whitens S, and decomposes S_s in the whitened coordinates. */
    private static GeneralizedEigenvectors general(Whitening total, double[] signalCovariance) {
        int rank = total.rank();
        int d = total.dimension();
        double[] vectors = new double[rank * d];
        double[] signal = new double[rank];
        double[] noise = new double[rank];
        if (rank > 0) {
            double[] map = total.matrix();
            Eigenpairs fractions = Eigenpairs.of(congruent(map, signalCovariance, rank, d), rank);
            for (int j = 0; j < rank; j++) {
                double[] u = new double[d];
                for (int entry = 0; entry < map.length; entry++) {
                    u[entry % d] += fractions.vectors()[j * rank + entry / d] * map[entry];
                }
                double square = quadratic(u);
                for (int i = 0; i < d; i++) {
                    vectors[j * d + i] = u[i] / Math.sqrt(square);
                }
                // The variance along u is 1, and the eigenvalue is its signal part; rounding may move it out of [0, 1].
                double theta = Math.min(1, Math.max(0, fractions.values()[j]));
                signal[j] = theta / square;
                noise[j] = (1 - theta) / square;
            }
        }
        return new GeneralizedEigenvectors(vectors, vectors, signal, noise);
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

    /** x.Sx. */
    private static double quadratic(double[] s, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double product = 0;
            for (int j = 0; j < x.length; j++) {
                product += s[i * x.length + j] * x[j];
            }
            sum += x[i] * product;
        }
        return sum;
    }

    /** x.x. */
    private static double quadratic(double[] x) {
        return Arrays.stream(x).map(entry -> entry * entry).sum();
    }

    /** The decomposition of S. */
    public Whitening total() {
        return total;
    }

    /** v.S_s v, the variance of v.x. */
    public double signalVariance(double[] v) {
        return signal.applyAsDouble(v);
    }

    /** v.S_n v, the variance of v.n. */
    public double noiseVariance(double[] v) {
        return noise.applyAsDouble(v);
    }

    /** Variances of signal and noise by direction. */
    public synchronized GeneralizedEigenvectors directions() {
        if (directions == null) {
            directions = source.get();
        }
        return directions;
    }
}
