package bn.theory.linear;

import bn.api.BnException;
import bn.api.Moments;
import bn.api.UsageException;
import bn.theory.spectral.SignalAndNoise;
import bn.theory.spectral.Spectrum;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Regression of each of K targets y on d features x by a linear unit with batch normalization (population statistics, eps = 0,
 * loss E (y - z)^2 / 2), solved from the joint moments of (x, y): T4 and T6 of docs/theory.md. With c = Cov(x, y) and
 * S = S_s + S_n, the covariance of the features and of noise on them:
 * lambda = sqrt(c.S^+ c) / gamma - 1 and v = S^+ c / (1 + lambda).
 *
 * <p>S_s is decomposed once; each gamma and sigma of isotropic noise then costs O(K d^2). The pseudo-inverse leaves out what is
 * below the rank tolerance, see {@link Spectrum}.
 */
public final class LinearRegression {
    private final Moments joint;
    private final Spectrum clean;
    private final double[][] correlations;

    /**
     * Splits the moments and decomposes the covariance of the features.
     *
     * @param joint moments of (x, y): d features, then K targets
     * @param targets K, from 1 to one less than the dimension of the moments
     * @throws BnException if a covariance is NaN or infinite
     */
    public LinearRegression(Moments joint, int targets) {
        int d = joint.dimension() - targets;
        if (targets < 1 || d < 1) {
            throw new IllegalArgumentException("moments of dimension " + joint.dimension()
                    + " do not hold a feature and " + targets + " targets");
        }
        this.joint = joint;
        this.clean = Spectrum.of(joint, d);
        this.correlations = new double[targets][d];
        for (int k = 0; k < targets; k++) {
            int column = d + k;
            Arrays.setAll(correlations[k], i -> joint.covariance(i, column));
        }
    }

    /** Number of targets K. */
    public int targets() {
        return correlations.length;
    }

    /** The spectrum of S_s. */
    public Spectrum spectrum() {
        return clean;
    }

    /**
     * The features with noise of the covariance sigma^2 I.
     *
     * @param sigma standard deviation of independent noise on each feature, at least 0
     * @throws UsageException if sigma is out of range
     */
    public SignalAndNoise withNoise(double sigma) {
        if (!(sigma >= 0) || Double.isInfinite(sigma)) {
            throw new UsageException("the noise sigma is a number of at least 0, got " + sigma);
        }
        return SignalAndNoise.isotropic(clean, sigma * sigma);
    }

    /**
     * The features with noise of any covariance.
     *
     * @param covariance S_n, d x d, row-major, positive semidefinite
     * @throws UsageException if it has a negative eigenvalue
     * @throws BnException if an entry is NaN or infinite
     */
    public SignalAndNoise withNoise(double[] covariance) {
        return SignalAndNoise.of(Spectrum.covariance(joint, clean.dimension()), covariance, clean.dimension());
    }

    /** {@link #solve(int, double, SignalAndNoise)} with isotropic noise, see {@link #withNoise(double)}. */
    public LinearRate solve(int target, double gamma, double noiseSigma) {
        return solve(target, gamma, withNoise(noiseSigma));
    }

    /** {@link #solve(int, double, double)} for all targets. */
    public LinearRates solveAll(double gamma, double noiseSigma) {
        SignalAndNoise inputs = withNoise(noiseSigma);
        return LinearRates.of(IntStream.range(0, targets()).mapToObj(k -> solve(k, gamma, inputs)).toList(), inputs, gamma,
                noiseSigma, joint.count(), clean.dimension());
    }

    /**
     * The optimum for one target.
     *
     * @param target from 0 to K - 1
     * @param gamma scale of the batch normalization, positive (its sign belongs to the weights)
     * @param inputs what {@link #withNoise} gives
     * @throws UsageException if gamma is out of range
     * @throws BnException if the rate or the direction of v is undefined: all features constant and without noise, the target
     *     constant, or no feature correlated with it
     */
    public LinearRate solve(int target, double gamma, SignalAndNoise inputs) {
        if (!(gamma > 0) || Double.isInfinite(gamma)) {
            throw new UsageException("gamma is a positive number (the rate is undefined at 0), got " + gamma);
        }
        if (inputs.rank() == 0) {
            throw new BnException("all " + clean.dimension() + " features are constant over the " + joint.count()
                    + " examples; batch normalization needs one that varies");
        }
        double[] c = inputs.along(correlations[target]);
        double explained = 0;
        for (int j = 0; j < c.length; j++) {
            explained += c[j] * c[j] / (inputs.signal(j) + inputs.noise(j));
        }
        int column = clean.dimension() + target;
        double variance = Spectrum.isConstant(joint, column) ? 0 : joint.covariance(column, column);
        if (variance == 0 || explained == 0 || !Double.isFinite(explained / variance)) {
            throw undefined(target, variance, explained);
        }
        double lambda = Math.sqrt(explained) / gamma - 1;
        double[] coefficients = new double[c.length];
        Direction[] directions = new Direction[c.length];
        double signal = 0;
        double noise = 0;
        for (int j = 0; j < c.length; j++) {
            coefficients[j] = c[j] / ((1 + lambda) * (inputs.signal(j) + inputs.noise(j)));
            signal += inputs.signal(j) * coefficients[j] * coefficients[j];
            noise += inputs.noise(j) * coefficients[j] * coefficients[j];
            directions[j] = Direction.of(inputs.signal(j), inputs.noise(j), c[j], lambda);
        }
        double[] v = inputs.combine(coefficients);
        double norm = Arrays.stream(v).map(x -> x * x).sum();
        return new LinearRate(lambda, explained / variance, v, lambda * signal / norm, lambda * noise / norm,
                Arrays.asList(directions));
    }

    private BnException undefined(int target, double variance, double explained) {
        String examples = " over the " + joint.count() + " examples";
        if (variance == 0) {
            return new BnException("target " + target + " is constant" + examples
                    + ", so no rate is defined for it; use examples of every class");
        }
        if (explained == 0) {
            return new BnException("no feature is correlated with target " + target + examples
                    + ", so its weights have no direction");
        }
        return new BnException("the variance of target " + target + " is " + variance + ", of which " + explained
                + " is explained; look for NaN, infinite or huge values");
    }
}
