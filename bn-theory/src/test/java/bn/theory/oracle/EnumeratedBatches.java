package bn.theory.oracle;

import java.util.Arrays;

/**
 * The exact expected loss of a batch-normalized layer: the population has a few kinds of examples, so all possible batches can be
 * enumerated and weighted with their probabilities. Nothing is expanded or drawn.
 */
public final class EnumeratedBatches {
    private final double[][] kinds;
    private final int[] counts;
    private final double eps;
    private final LayerLoss loss;
    private final double[] population;

    /** Loss of an example of a kind at the normalized values of all channels. */
    @FunctionalInterface
    public interface LayerLoss {
        double at(int kind, double[] normalized);
    }

    /** A population of counts[c] examples of kind c, each kind one value for each channel; eps is 0. */
    public EnumeratedBatches(double[][] kinds, int[] counts, LayerLoss loss) {
        this(kinds, counts, 0, loss);
    }

    /** The same with an eps that is added to variances. */
    public EnumeratedBatches(double[][] kinds, int[] counts, double eps, LayerLoss loss) {
        this.kinds = kinds;
        this.counts = counts;
        this.eps = eps;
        this.loss = loss;
        population = losses(counts);
    }

    /** All examples, N x K, in the order of their kinds. */
    public double[] examples() {
        return Samples.flat(Arrays.stream(kindOfExample()).mapToObj(c -> kinds[c]).toArray(double[][]::new));
    }

    /** The kind of each example of {@link #examples}. */
    public int[] kindOfExample() {
        int[] kind = new int[Arrays.stream(counts).sum()];
        int next = 0;
        for (int c = 0; c < counts.length; c++) {
            Arrays.fill(kind, next, next += counts[c], c);
        }
        return kind;
    }

    /** E[loss with batch statistics] - loss with population statistics, batches of independent examples. */
    public double gap(int batch) {
        double total = Arrays.stream(counts).sum();
        double[] log = new double[counts.length];
        for (int c = 0; c < log.length; c++) {
            log[c] = Math.log(counts[c] / total);
        }
        double[] factorial = logFactorials(batch);
        return sum(batch, n -> {
            double p = factorial[batch];
            for (int c = 0; c < log.length; c++) {
                p += n[c] * log[c] - factorial[n[c]];
            }
            return Math.exp(p);
        });
    }

    /** The same for batches drawn without replacement from the population, repeated until it has {@code size} examples. */
    public double gapWithoutReplacement(int batch, int size) {
        int repeat = size / Arrays.stream(counts).sum();
        double[] factorial = logFactorials(size);
        return sum(batch, n -> {
            double p = factorial[batch] + factorial[size - batch] - factorial[size];
            for (int c = 0; c < counts.length; c++) {
                int there = repeat * counts[c];
                if (n[c] > there) {
                    return 0;
                }
                p += factorial[there] - factorial[n[c]] - factorial[there - n[c]];
            }
            return Math.exp(p);
        });
    }

    private interface Probability {
        double of(int[] n);
    }

    private double sum(int batch, Probability probability) {
        return sum(new int[counts.length], 0, batch, batch, probability);
    }

    private double sum(int[] n, int c, int left, int batch, Probability probability) {
        if (c == n.length - 1) {
            n[c] = left;
            double[] losses = losses(n);
            double difference = 0;
            for (int i = 0; i < n.length; i++) {
                difference += n[i] * (losses[i] - population[i]) / batch;
            }
            return probability.of(n) * difference;
        }
        double sum = 0;
        for (n[c] = 0; n[c] <= left; n[c]++) {
            sum += sum(n, c + 1, left - n[c], batch, probability);
        }
        return sum;
    }

    /** Loss of each kind when normalized by the statistics of n[c] examples of each; a channel without variance gives 0. */
    private double[] losses(int[] n) {
        int channels = kinds[0].length;
        double size = Arrays.stream(n).sum();
        double[][] normalized = new double[n.length][channels];
        for (int k = 0; k < channels; k++) {
            double mean = 0;
            for (int c = 0; c < n.length; c++) {
                mean += n[c] * kinds[c][k] / size;
            }
            double variance = 0;
            for (int c = 0; c < n.length; c++) {
                variance += n[c] * (kinds[c][k] - mean) * (kinds[c][k] - mean) / size;
            }
            for (int c = 0; c < n.length && variance > 1e-20; c++) {
                normalized[c][k] = (kinds[c][k] - mean) / Math.sqrt(variance + eps);
            }
        }
        double[] losses = new double[n.length];
        for (int c = 0; c < n.length; c++) {
            losses[c] = loss.at(c, normalized[c]);
        }
        return losses;
    }

    private static double[] logFactorials(int n) {
        double[] log = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            log[i] = log[i - 1] + Math.log(i);
        }
        return log;
    }
}
