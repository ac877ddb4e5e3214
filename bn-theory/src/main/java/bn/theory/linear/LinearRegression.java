package bn.theory.linear;

import bn.api.BnException;
import bn.api.Moments;
import bn.api.UsageException;
import bn.theory.spectral.Spectrum;

/**
 * Regression of each of K targets y on d features x by a linear unit with batch normalization (population statistics, eps = 0,
 * loss E (y - z)^2 / 2), solved from the joint moments of (x, y): T4 and T6 of docs/theory.md. With c = Cov(x, y):
 * lambda = sqrt(c.(S + sigma^2 I)^+ c) / gamma - 1 and v = (S + sigma^2 I)^+ c / (1 + lambda).
 *
 * <p>S is decomposed once; each gamma and sigma then costs O(K d^2). The pseudo-inverse leaves out what is below the rank
 * tolerance, see {@link Spectrum}.
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
        this.correlations = new double[targets][];
        for (int k = 0; k < targets; k++) {
            double[] c = new double[d];
            for (int i = 0; i < d; i++) {
                c[i] = joint.covariance(i, d + k);
            }
            correlations[k] = clean.toBasis(c);
        }
    }

    /** Number of targets K. */
    public int targets() {
        return correlations.length;
    }

    /**
     * The optimum for one target.
     *
     * @param target from 0 to K - 1
     * @param gamma scale of the batch normalization, positive (its sign belongs to the weights)
     * @param noiseSigma standard deviation of independent noise on each feature, at least 0
     * @throws UsageException if gamma or noiseSigma is out of range
     * @throws BnException if the rate or the direction of v is undefined: all features constant, the target constant, or no
     *     feature correlated with it
     */
    public LinearRate solve(int target, double gamma, double noiseSigma) {
        return solve(target, gamma, noiseSigma, noised(gamma, noiseSigma));
    }

    /** {@link #solve(int, double, double)} for all targets. */
    public LinearRates solveAll(double gamma, double noiseSigma) {
        Spectrum noised = noised(gamma, noiseSigma);
        int k = targets();
        LinearRates rates = new LinearRates(new double[k], new double[k], new double[k], new double[k], new double[k],
                noised.rank(), noised.rankTolerance(), gamma, noiseSigma, joint.count(), clean.dimension());
        for (int i = 0; i < k; i++) {
            LinearRate rate = solve(i, gamma, noiseSigma, noised);
            rates.lambda()[i] = rate.lambda();
            rates.rSquared()[i] = rate.rSquared();
            rates.alpha()[i] = rate.alpha();
            rates.alphaSignal()[i] = rate.alphaSignal();
            rates.alphaNoise()[i] = rate.alphaNoise();
        }
        return rates;
    }

    private Spectrum noised(double gamma, double noiseSigma) {
        if (!(gamma > 0) || Double.isInfinite(gamma)) {
            throw new UsageException("gamma is a positive number (the rate is undefined at 0), got " + gamma);
        }
        if (!(noiseSigma >= 0) || Double.isInfinite(noiseSigma)) {
            throw new UsageException("the noise sigma is a number of at least 0, got " + noiseSigma);
        }
        Spectrum noised = clean.plus(noiseSigma * noiseSigma);
        if (noised.rank() == 0) {
            throw new BnException("all " + clean.dimension() + " features are constant over the " + joint.count()
                    + " examples; batch normalization needs one that varies");
        }
        return noised;
    }

    private LinearRate solve(int target, double gamma, double noiseSigma, Spectrum noised) {
        double[] c = correlations[target];
        double explained = 0;
        for (int j = 0; j < noised.rank(); j++) {
            explained += c[j] * c[j] / noised.value(j);
        }
        int column = clean.dimension() + target;
        double variance = Spectrum.isConstant(joint, column) ? 0 : joint.covariance(column, column);
        if (variance == 0 || explained == 0 || !Double.isFinite(explained / variance)) {
            throw undefined(target, variance, explained);
        }
        double lambda = Math.sqrt(explained) / gamma - 1;
        double[] v = new double[c.length];
        double signal = 0;
        double norm = 0;
        for (int j = 0; j < noised.rank(); j++) {
            v[j] = c[j] / ((1 + lambda) * noised.value(j));
            signal += clean.value(j) * v[j] * v[j];
            norm += v[j] * v[j];
        }
        double noise = noiseSigma * noiseSigma;
        double[] ridge = new double[c.length];
        for (int j = 0; j < ridge.length; j++) {
            ridge[j] = lambda * clean.value(j) + (1 + lambda) * noise;
        }
        return new LinearRate(lambda, explained / variance, clean.fromBasis(v), lambda * signal / norm, lambda * noise, ridge);
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
