package bn.theory.linear;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.theory.spectral.Covariances;
import bn.theory.spectral.GeneralizedEigenvectors;
import bn.theory.spectral.SignalAndNoise;
import bn.theory.spectral.Whitening;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Regression of each of K targets y on d features x by a linear unit with batch normalization (population statistics, eps = 0,
 * loss E (y - z)^2 / 2), solved from the joint moments of (x, y): T4 and T6 of docs/theory.md. With c = Cov(x, y) and
 * S = S_s + S_n, the covariance of the features plus that of the noise on them:
 * lambda = sqrt(c.S^+ c) / gamma - 1 and v = S^+ c / (1 + lambda).
 *
 * <p>S is decomposed once for each noise; after that each gamma costs O(K d^2). The pseudo-inverse counts eigenvalues below the
 * rank tolerance as 0, see {@link Whitening}.
 */
public final class LinearRegression {
    private final Moments joint;
    private final int features;
    private final double[] covariance;
    private final double[][] covariances;
    private @Nullable Whitening clean;

    /**
     * Splits the moments into features and targets.
     *
     * @param joint moments of (x, y): d features, then K targets
     * @param targets K, from 1 to one less than the dimension of the moments
     */
    public LinearRegression(Moments joint, int targets) {
        int d = joint.dimension() - targets;
        if (targets < 1 || d < 1) {
            throw new IllegalArgumentException("moments of dimension " + joint.dimension()
                    + " do not contain at least one feature and " + targets + " targets");
        }
        this.joint = joint;
        this.features = d;
        this.covariance = Covariances.of(joint, d);
        this.covariances = new double[targets][d];
        for (int k = 0; k < targets; k++) {
            int column = d + k;
            Arrays.setAll(covariances[k], i -> joint.covariance(i, column));
        }
    }

    /** Number of targets K. */
    public int targets() {
        return covariances.length;
    }

    /**
     * S_s, decomposed at the first call.
     *
     * @throws BnException if a covariance is NaN or infinite
     */
    public synchronized Whitening clean() {
        if (clean == null) {
            clean = Whitening.of(covariance, features);
        }
        return clean;
    }

    /**
     * The features with noise of covariance sigma^2 I.
     *
     * @param sigma standard deviation of independent noise on each feature, at least 0
     * @throws InvalidRequestException if sigma is negative, NaN or infinite
     * @throws BnException if a covariance is NaN or infinite
     */
    public SignalAndNoise withNoise(double sigma) {
        if (!(sigma >= 0) || Double.isInfinite(sigma)) {
            throw new InvalidRequestException("the noise sigma must be a number of at least 0, got " + sigma);
        }
        return sigma == 0 ? SignalAndNoise.clean(clean())
                : SignalAndNoise.isotropic(covariance, features, sigma * sigma, this::clean);
    }

    /**
     * The features with noise of a given covariance.
     *
     * @param noise S_n, d x d, row-major, positive semidefinite
     * @throws InvalidRequestException if it has a negative eigenvalue
     * @throws BnException if an entry is NaN or infinite
     */
    public SignalAndNoise withNoise(double[] noise) {
        return SignalAndNoise.of(covariance, noise, features);
    }

    /** {@link #solve(int, double, SignalAndNoise)} with isotropic noise, see {@link #withNoise(double)}. */
    public LinearRate solve(int target, double gamma, double noiseSigma) {
        return solve(target, gamma, withNoise(noiseSigma));
    }

    /** {@link #solve(int, double, double)} for all targets. */
    public LinearRates solveAll(double gamma, double noiseSigma) {
        SignalAndNoise inputs = withNoise(noiseSigma);
        return LinearRates.of(IntStream.range(0, targets()).mapToObj(k -> solve(k, gamma, inputs)).toList(), inputs, gamma,
                noiseSigma, joint.count(), features);
    }

    /**
     * The optimum for one target.
     *
     * @param target from 0 to K - 1
     * @param gamma scale of the batch normalization, positive (its sign belongs to the weights)
     * @param inputs the result of {@link #withNoise}
     * @throws InvalidRequestException if gamma is not positive, or NaN or infinite
     * @throws BnException if the rate or the direction of v is undefined: all features are constant and without noise, the target
     *     is constant, or no feature is correlated with it
     */
    public LinearRate solve(int target, double gamma, SignalAndNoise inputs) {
        if (!(gamma > 0) || Double.isInfinite(gamma)) {
            throw new InvalidRequestException("gamma must be a positive number (the rate is undefined at 0), got " + gamma);
        }
        if (inputs.total().rank() == 0) {
            throw new BnException("all " + features + " features are constant over the " + joint.count()
                    + " examples; batch normalization needs a feature that varies");
        }
        double explained = Arrays.stream(inputs.total().whiten(covariances[target])).map(x -> x * x).sum();
        int column = features + target;
        double variance = Covariances.isConstant(joint, column) ? 0 : joint.covariance(column, column);
        if (variance == 0 || explained == 0 || !Double.isFinite(explained / variance)) {
            throw undefined(target, variance, explained);
        }
        if (explained / variance > 1 + inputs.total().rounding()) {
            throw new BnException("the features explain " + explained / variance + " times the variance of target " + (target + 1)
                    + ", which is impossible; check how the moments were computed");
        }
        double shrinkage = Math.sqrt(explained) / gamma;
        double lambda = shrinkage - 1;
        double[] v = inputs.total().solve(covariances[target]);
        Arrays.setAll(v, i -> v[i] / shrinkage);
        double norm = Arrays.stream(v).map(x -> x * x).sum();
        return new LinearRate(lambda, explained / variance, v, lambda * inputs.signalVariance(v) / norm,
                lambda * inputs.noiseVariance(v) / norm);
    }

    /**
     * The optimum for one target, by direction.
     *
     * @param rate the result of {@link #solve} for this target and these inputs
     */
    public List<DirectionalShrinkage> directions(int target, LinearRate rate, SignalAndNoise inputs) {
        GeneralizedEigenvectors directions = inputs.directions();
        double[] c = directions.covariances(covariances[target]);
        return IntStream.range(0, directions.count())
                .mapToObj(j -> DirectionalShrinkage.of(directions.signal(j), directions.noise(j), c[j], rate.lambda())).toList();
    }

    private BnException undefined(int target, double variance, double explained) {
        String examples = " over the " + joint.count() + " examples";
        if (variance == 0) {
            return new BnException("target " + (target + 1) + " is constant" + examples
                    + ", so no rate is defined for it; use examples of every class");
        }
        if (explained == 0) {
            return new BnException("no feature is correlated with target " + (target + 1) + examples
                    + ", so its weights have no direction");
        }
        return new BnException("the variance of target " + (target + 1) + " is " + variance + ", of which " + explained
                + " is explained; look for NaN, infinite or huge values");
    }
}
