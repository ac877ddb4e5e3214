package bn.theory.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * T9 of docs/theory.md, float64: how much the expected loss of an example grows when a layer of K channels is normalized by the
 * statistics of a batch of M examples instead of population statistics. The batch contains the example. All terms are multiplied
 * by M and exact to first order in 1/M; the error is of second order, so it is larger for small batches. Precondition: the loss
 * of an example depends on the other examples only through the statistics of this layer.
 *
 * @param channels the terms of each channel's own statistics, length K
 * @param cross the term of the covariances between statistics of different channels: sum over k != j of (gamma'_k gamma'_j / 2)
 *     E[l_kj (E[x_k x_j] + kappa_j x_j E[x_k x_j^2] / 2 + kappa_k x_k E[x_k^2 x_j] / 2
 *     + kappa_k kappa_j x_k x_j Cov(x_k^2, x_j^2) / 4)], with kappa = variance / (variance + eps) and gamma' = gamma sqrt(kappa)
 * @param examples number N of examples in the sample that stands for the population
 */
public record BatchEffect(List<ChannelTerms> channels, double cross, int examples) {

    /** Takes an unmodifiable copy. */
    public BatchEffect {
        channels = List.copyOf(channels);
    }

    /**
     * Uses a sample as the population, with eps = 0. Then the result does not change if a channel is shifted or multiplied by a
     * positive number.
     */
    public static BatchEffect of(double[] preActivations, double[] gamma, double[] beta, ExampleLoss loss) {
        return of(preActivations, 0, gamma, beta, loss);
    }

    /**
     * Uses a sample as the population.
     *
     * @param preActivations inputs of the normalization, N x K, row-major; not changed
     * @param eps the number that the normalization adds to the variance, at least 0
     * @param gamma scale of each channel, length K
     * @param beta shift of each channel, length K
     * @param loss the loss of each example as a function of the layer's outputs
     * @throws IllegalArgumentException if the sizes do not fit, or a channel is constant or not finite
     */
    public static BatchEffect of(double[] preActivations, double eps, double[] gamma, double[] beta, ExampleLoss loss) {
        int k = gamma.length;
        if (beta.length != k) {
            throw new IllegalArgumentException(k + " gammas and " + beta.length + " betas; each channel needs one of each");
        }
        NormalizedSample sample = new NormalizedSample(preActivations, k, eps);
        double[] scale = sample.scale(gamma);
        LossMoments means = LossMoments.zeros(k);
        double[] h = new double[k];
        double[] gradient = new double[k];
        double[] hessian = new double[k * k];
        for (int i = 0; i < sample.examples; i++) {
            for (int c = 0; c < k; c++) {
                h[c] = scale[c] * sample.x[i * k + c] + beta[c];
            }
            loss.derivatives(i, h, gradient, hessian);
            add(means, sample, i, gradient, hessian);
        }
        return of(sample.moments, means, scale, sample.examples);
    }

    /**
     * From moments that were computed before.
     *
     * @param inputs moments of the channels x, normalized to variance 1
     * @param loss moments of the derivatives of the loss and x
     * @param gamma gamma' = gamma sqrt(kappa) of each channel, gamma being the layer's scale, length K
     * @param examples N, at least 1
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static BatchEffect of(MixedMoments inputs, LossMoments loss, double[] gamma, int examples) {
        int k = gamma.length;
        if (inputs.second().length != k * k || loss.hessian().length != k * k || loss.gradient().length != k) {
            throw new IllegalArgumentException(k + " gammas, but moments of " + inputs.second().length + " pairs and derivatives "
                    + "with respect to " + loss.gradient().length + " channels and " + loss.hessian().length + " pairs");
        }
        List<ChannelTerms> channels = new ArrayList<>();
        double cross = 0;
        for (int a = 0; a < k; a++) {
            channels.add(ChannelTerms.of(gamma[a], inputs, loss, a));
            for (int b = 0; b < k; b++) {
                int ab = a * k + b;
                // Swapping k and j turns one term in third moments into the other, so over all pairs they are twice one of them.
                cross += a == b ? 0 : gamma[a] * gamma[b] / 2 * (loss.hessian()[ab] * inputs.second()[ab]
                        + loss.hessianX()[ab] * inputs.meanVarianceCovariance(a, b)
                        + 0.25 * loss.hessianXX()[ab] * inputs.varianceCovariance(a, b));
            }
        }
        return new BatchEffect(channels, cross, examples);
    }

    private static void add(LossMoments means, NormalizedSample sample, int example, double[] gradient, double[] hessian) {
        int k = gradient.length;
        double weight = 1.0 / sample.examples;
        for (int a = 0; a < k; a++) {
            double xa = sample.x[example * k + a];
            means.gradient()[a] += weight * gradient[a];
            means.gradientX()[a] += weight * gradient[a] * xa;
            means.gradientX3()[a] += weight * gradient[a] * xa * xa * xa;
            for (int b = 0; b < k; b++) {
                double xb = sample.x[example * k + b];
                double second = weight * hessian[a * k + b];
                means.hessian()[a * k + b] += second;
                means.hessianX()[a * k + b] += second * xb;
                means.hessianXX()[a * k + b] += second * xa * xb;
            }
        }
    }

    /** Sum of the terms of the channels' own statistics. */
    public double diagonal() {
        return channels.stream().mapToDouble(ChannelTerms::sum).sum();
    }

    /** The sum of all terms: the coefficient of 1/M. */
    public double sum() {
        return diagonal() + cross;
    }

    /** The two-term form of Luo et al. (2019), summed over the channels, for comparison with {@link #sum}. */
    public double gammaDecay() {
        return channels.stream().mapToDouble(ChannelTerms::gammaDecay).sum();
    }

    /**
     * Loss with batch statistics minus loss with population statistics, for batches of independent examples: sum / M.
     *
     * @param batch M, at least 2
     */
    public double gap(int batch) {
        if (batch < 2) {
            throw new IllegalArgumentException("batch normalization needs batches of 2 examples or more, got " + batch);
        }
        return sum() / batch;
    }

    /**
     * {@link #gap} for batches drawn from the N examples without replacement, as in an epoch: sum / M (N - M) / (N - 1).
     *
     * @param batch M, from 2 to N
     */
    public double gapWithoutReplacement(int batch) {
        if (batch > examples) {
            throw new IllegalArgumentException("a batch of " + batch + " cannot be drawn from " + examples + " examples");
        }
        return gap(batch) * (examples - batch) / (examples - 1);
    }
}
