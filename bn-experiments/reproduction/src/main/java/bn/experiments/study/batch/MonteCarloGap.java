package bn.experiments.study.batch;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Loss with batch statistics minus loss with population statistics by Monte Carlo: batches are drawn, and normalized by their own
 * means and biased variances, float64. Examples are drawn independently of each other (with replacement), or as in an epoch
 * (without).
 *
 * <p>Noise is taken off in two ways that leave the expectation as it is. The loss of the same examples under population
 * statistics
 * is subtracted; and what is linear in the batch's means of x_k and of x_k^2 - 1, which are 0 in expectation, with the slopes
 * that
 * the population has.
 */
final class MonteCarloGap {

    /**
     * A mean over batches.
     *
     * @param mean of M times the gap
     * @param error its standard error
     */
    record MeanGap(double mean, double error) {}

    private final NormalizedLayer layer;
    private final OutputLoss loss;
    private final boolean replacement;
    private final double[] eps;
    private final double[] x;
    private final double[] populationLoss;
    /** gamma_k E[l_k] / sqrt(1 + eps), and gamma_k E[l_k x_k] / (2 (1 + eps)^(3/2)), with eps relative to the variance. */
    private final double[] meanSlope;
    private final double[] squareSlope;

    /** Batches of a layer, all of whose channels vary. */
    MonteCarloGap(NormalizedLayer layer, OutputLoss loss, boolean replacement) {
        this.layer = layer;
        this.loss = loss;
        this.replacement = replacement;
        eps = layer.relativeEps();
        int k = layer.channels();
        x = layer.normalized();
        populationLoss = new double[layer.examples()];
        meanSlope = new double[k];
        squareSlope = new double[k];
        double[] h = new double[k];
        double[] gradient = new double[k];
        double[] hessian = new double[k * k];
        for (int i = 0; i < populationLoss.length; i++) {
            for (int c = 0; c < k; c++) {
                h[c] = layer.gamma()[c] * x[i * k + c] / Math.sqrt(1 + eps[c]) + layer.beta()[c];
            }
            populationLoss[i] = loss.value(i, h);
            loss.derivatives(i, h, gradient, hessian);
            for (int c = 0; c < k; c++) {
                double slope = layer.gamma()[c] * gradient[c] / Math.sqrt(1 + eps[c]) / populationLoss.length;
                meanSlope[c] += slope;
                squareSlope[c] += slope * x[i * k + c] / (2 * (1 + eps[c]));
            }
        }
    }

    /** The rate of a channel, -(dL/dgamma) / gamma (T3); NaN where gamma is 0. */
    double lambda(int channel) {
        double gamma = layer.gamma()[channel];
        return -2 * squareSlope[channel] * (1 + eps[channel]) / (gamma * gamma);
    }

    /** M times the gap for batches of M examples, by so many batches. */
    MeanGap measure(int batch, int batches, SplittableRandom random) {
        int[] pool = IntStream.range(0, populationLoss.length).toArray();
        int[] drawn = new int[batch];
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < batches; b++) {
            draw(drawn, pool, random);
            double gap = gap(drawn);
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / batches;
        return new MeanGap(mean, Math.sqrt(Math.max(0, squares / batches - mean * mean) / (batches - 1)));
    }

    /**
     * A batch.
     *
     * @param pool all examples in any order; without replacement, those drawn come to its front
     */
    private void draw(int[] drawn, int[] pool, SplittableRandom random) {
        for (int i = 0; i < drawn.length; i++) {
            int place = replacement ? random.nextInt(pool.length) : random.nextInt(i, pool.length);
            drawn[i] = pool[place];
            if (!replacement) {
                pool[place] = pool[i];
                pool[i] = drawn[i];
            }
        }
    }

    /** The sum over a batch of the differences of the losses, less what is linear in the noise of the statistics. */
    private double gap(int[] drawn) {
        int k = layer.channels();
        double[] mean = new double[k];
        double[] square = new double[k];
        for (int example : drawn) {
            for (int c = 0; c < k; c++) {
                double value = x[example * k + c];
                mean[c] += value / drawn.length;
                square[c] += value * value / drawn.length;
            }
        }
        double[] scale = new double[k];
        double gap = 0;
        for (int c = 0; c < k; c++) {
            gap += drawn.length * (meanSlope[c] * mean[c] + squareSlope[c] * (square[c] - 1));
            double variance = square[c] - mean[c] * mean[c];
            // Examples that are all alike are at their mean, whatever they are divided by.
            scale[c] = variance > 0 ? layer.gamma()[c] / Math.sqrt(variance + eps[c]) : 0;
        }
        double[] h = new double[k];
        for (int example : drawn) {
            for (int c = 0; c < k; c++) {
                h[c] = scale[c] * (x[example * k + c] - mean[c]) + layer.beta()[c];
            }
            gap += loss.value(example, h) - populationLoss[example];
        }
        return gap;
    }
}
