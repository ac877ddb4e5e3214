package bn.theory.oracle;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * A Monte Carlo estimate of the expected loss of a batch-normalized layer: batches are drawn with replacement from a sample that
 * is the population. Two terms are subtracted to reduce the variance: the losses of the same examples under population
 * statistics, and the part of the difference that is linear in the batch's mean and mean square, whose expectation is 0. The
 * remainder is of order 1/M, like its mean.
 */
public final class DrawnBatches {
    private static final double STEP = 1e-5;
    private final double[][] x;
    private final double[] relativeEps;
    private final ExampleLoss loss;
    private final double[] population;
    private final double[] slope;
    private final double[] slopeX;

    /** Loss of an example at the normalized values of all channels. */
    @FunctionalInterface
    public interface ExampleLoss {
        double at(int example, double[] normalized);
    }

    /** Mean and standard error of M times the difference of the losses. */
    public record Estimate(double mean, double error) {}

    /** A sample, N x K; eps is 0. */
    public DrawnBatches(double[][] sample, ExampleLoss loss) {
        this(sample, 0, loss);
    }

    /** A sample, N x K, and the eps that is added to variances. */
    public DrawnBatches(double[][] sample, double eps, ExampleLoss loss) {
        int channels = sample[0].length;
        this.loss = loss;
        int[] all = new int[sample.length];
        Arrays.setAll(all, i -> i);
        x = normalized(sample, all, new double[channels]);
        // The same with x of variance 1; relative to that, eps differs from channel to channel.
        relativeEps = new double[channels];
        for (int k = 0; k < channels; k++) {
            double scale = (x[0][k] - x[1][k]) / (sample[0][k] - sample[1][k]);
            relativeEps[k] = eps * scale * scale;
        }
        double[][] z = normalized(x, all, relativeEps);
        population = new double[x.length];
        slope = new double[channels];
        slopeX = new double[channels];
        for (int i = 0; i < x.length; i++) {
            population[i] = loss.at(i, z[i]);
            for (int k = 0; k < channels; k++) {
                double[] moved = z[i].clone();
                moved[k] += STEP;
                double derivative = (loss.at(i, moved) - population[i]) / STEP / Math.sqrt(1 + relativeEps[k]);
                slope[k] += derivative / x.length;
                slopeX[k] += derivative * x[i][k] / x.length / (1 + relativeEps[k]);
            }
        }
    }

    /** Draws batches. */
    public Estimate estimate(int batch, int batches, long seed) {
        Random random = new Random(seed);
        double[] differences = new double[batches];
        int[] drawn = new int[batch];
        for (int b = 0; b < batches; b++) {
            Arrays.setAll(drawn, i -> random.nextInt(x.length));
            differences[b] = batch * difference(drawn);
        }
        double mean = DoubleStream.of(differences).average().orElseThrow();
        double squares = DoubleStream.of(differences).map(d -> (d - mean) * (d - mean)).sum();
        return new Estimate(mean, Math.sqrt(squares) / batches);
    }

    private double difference(int[] drawn) {
        double[][] z = normalized(x, drawn, relativeEps);
        double sum = 0;
        for (int i = 0; i < drawn.length; i++) {
            double[] value = x[drawn[i]];
            sum += loss.at(drawn[i], z[i]) - population[drawn[i]];
            for (int k = 0; k < value.length; k++) {
                sum += slope[k] * value[k] + 0.5 * slopeX[k] * (value[k] * value[k] - 1);
            }
        }
        return sum / drawn.length;
    }

    /** The chosen rows, each channel minus its mean, divided by the root of its biased variance plus eps. */
    private static double[][] normalized(double[][] rows, int[] chosen, double[] eps) {
        int channels = rows[0].length;
        double[][] z = new double[chosen.length][channels];
        for (int k = 0; k < channels; k++) {
            double mean = 0;
            double variance = 0;
            for (int i : chosen) {
                mean += rows[i][k] / chosen.length;
            }
            for (int i : chosen) {
                variance += (rows[i][k] - mean) * (rows[i][k] - mean) / chosen.length;
            }
            for (int i = 0; i < z.length; i++) {
                z[i][k] = (rows[chosen[i]][k] - mean) / Math.sqrt(variance + eps[k]);
            }
        }
        return z;
    }
}
