package bn.theory.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * T9 of docs/theory.md: the expected loss of an example when a layer of K channels is normalized by the statistics of a batch of
 * M examples that it belongs to, minus its loss under population statistics, times M, to first order in 1/M; float64. What is left
 * out is of the second order, so small batches differ. It holds where the loss of an example depends on the others through the
 * statistics of this layer only.
 *
 * @param channels what the noise of each channel's own statistics adds, length K
 * @param cross what the covariances of the statistics of different channels add: sum over k != j of (gamma'_k gamma'_j / 2)
 *     E[l_kj (E[x_k x_j] + s_j x_j E[x_k x_j^2] / 2 + s_k x_k E[x_k^2 x_j] / 2 + s_k s_j x_k x_j Cov(x_k^2, x_j^2) / 4)], with
 *     s = variance / (variance + eps) and gamma' = gamma sqrt(s)
 * @param examples N, the size of the sample that stands for the population
 */
public record BatchEffect(List<ChannelTerms> channels, double cross, int examples) {

    /** Takes an unmodifiable copy. */
    public BatchEffect {
        channels = List.copyOf(channels);
    }

    /**
     * Takes a sample as the population, with eps = 0: w.x, its population-normalized form, and any other shift and positive scale of
     * a channel give the same result. See the other method.
     */
    public static BatchEffect of(double[] preActivations, double[] gamma, double[] beta, ExampleLoss loss) {
        return of(preActivations, 0, gamma, beta, loss);
    }

    /**
     * Takes a sample as the population.
     *
     * @param preActivations what the layer normalizes, N x K, row-major; not changed
     * @param eps what the normalization adds to the variance, at least 0
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
     * From moments, by whoever computed them.
     *
     * @param inputs of the normalized channels
     * @param loss of its derivatives with them
     * @param gamma scale of each channel at variance 1, length K: gamma sqrt(share) of the layer's gamma
     * @param examples N, at least 1
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static BatchEffect of(PairMoments inputs, LossMoments loss, double[] gamma, int examples) {
        int k = gamma.length;
        if (inputs.second().length != k * k || loss.curvature().length != k * k || loss.slope().length != k) {
            throw new IllegalArgumentException(k + " gammas, but moments of " + inputs.second().length + " pairs and derivatives "
                    + "by " + loss.slope().length + " channels and " + loss.curvature().length + " pairs");
        }
        List<ChannelTerms> channels = new ArrayList<>();
        double cross = 0;
        for (int a = 0; a < k; a++) {
            channels.add(ChannelTerms.of(gamma[a], inputs, loss, a));
            for (int b = 0; b < k; b++) {
                int ab = a * k + b;
                // The two terms of third moments are one, seen from either channel: over all pairs, twice half of it.
                cross += a == b ? 0 : gamma[a] * gamma[b] / 2 * (loss.curvature()[ab] * inputs.second()[ab]
                        + loss.curvatureX()[ab] * inputs.meanWithVariance(a, b)
                        + 0.25 * loss.curvatureXX()[ab] * inputs.variances(a, b));
            }
        }
        return new BatchEffect(channels, cross, examples);
    }

    private static void add(LossMoments means, NormalizedSample sample, int example, double[] gradient, double[] hessian) {
        int k = gradient.length;
        double share = 1.0 / sample.examples;
        for (int a = 0; a < k; a++) {
            double xa = sample.x[example * k + a];
            means.slope()[a] += share * gradient[a];
            means.slopeX()[a] += share * gradient[a] * xa;
            means.slopeCube()[a] += share * gradient[a] * xa * xa * xa;
            for (int b = 0; b < k; b++) {
                double xb = sample.x[example * k + b];
                double second = share * hessian[a * k + b];
                means.curvature()[a * k + b] += second;
                means.curvatureX()[a * k + b] += second * xb;
                means.curvatureXX()[a * k + b] += second * xa * xb;
            }
        }
    }

    /** The sum over channels of what their own statistics add. */
    public double diagonal() {
        return channels.stream().mapToDouble(ChannelTerms::sum).sum();
    }

    /** All of it: the coefficient of 1/M. */
    public double sum() {
        return diagonal() + cross;
    }

    /** The two-term form of Luo et al. (2019), summed over the channels, beside {@link #sum}. */
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
