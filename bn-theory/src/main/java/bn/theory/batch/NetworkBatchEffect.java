package bn.theory.batch;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * T9 for a network with any number of normalized layers, of any kind: what batch statistics in all of them add to the loss, to first
 * order in 1/M. A batch of M is the population with random weights, so the effect is half the second derivative of the loss by these
 * weights, averaged over their covariance: (1/(2 M)) mean_i d^2/dt^2 F((1 - t) P + t delta_i). Losses are in their own unit.
 *
 * @param sum M times the effect on the mean loss, for independently drawn examples
 * @param standardError of the sum; 0 if nothing was drawn
 */
public record NetworkBatchEffect(double sum, double standardError) {
    /** Step t. With derivatives of order 1 truncation, t^4, and rounding, 2^-52 / t^2, are both near 1e-10. */
    private static final double STEP = 1e-3;

    /**
     * By a second derivative for each example, for small populations: four evaluations each. The loss must be smooth in the weights; with
     * ReLU use {@link #drawn}.
     *
     * @param examples N, at least 2
     */
    public static NetworkBatchEffect of(WeightedLoss loss, int examples) {
        double here = loss.at(equal(examples));
        double sum = 0;
        for (int i = 0; i < examples; i++) {
            double near = towards(loss, examples, i, STEP) + towards(loss, examples, i, -STEP);
            double far = towards(loss, examples, i, 2 * STEP) + towards(loss, examples, i, -2 * STEP);
            sum += (16 * near - far - 30 * here) / (12 * STEP * STEP);
        }
        return new NetworkBatchEffect(sum / (2 * examples), 0);
    }

    /**
     * By random signs r_i: the weights (1 +- sqrt(N / M) (r_i - mean r)) / N have the covariance of those of batches of M, and their
     * statistics vary as much. So kinks of ReLU count as well, with a relative error of order M^(-1/2). Takes two evaluations for each
     * draw.
     *
     * @param examples N, at least 2
     * @param batch M, which sets how far the weights are moved
     * @param draws how many, at least 2
     */
    public static NetworkBatchEffect drawn(WeightedLoss loss, int examples, int batch, int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double here = loss.at(equal(examples));
        double mean = 0;
        double squares = 0;
        for (int n = 1; n <= draws; n++) {
            double[] signs = random.ints(examples, 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
            double average = Arrays.stream(signs).average().orElseThrow();
            double size = Math.sqrt((double) examples / batch);
            double value = batch * ((moved(loss, signs, average, size) + moved(loss, signs, average, -size)) / 2 - here);
            double deviation = value - mean;
            mean += deviation / n;
            squares += deviation * (value - mean);
        }
        return new NetworkBatchEffect(mean, Math.sqrt(squares / (draws - 1.0) / draws));
    }

    /** The expected loss with batch statistics minus that with population statistics, for batches of M independent examples. */
    public double gap(int batch) {
        return sum / batch;
    }

    private static double[] equal(int examples) {
        double[] weights = new double[examples];
        Arrays.fill(weights, 1.0 / examples);
        return weights;
    }

    private static double towards(WeightedLoss loss, int examples, int i, double step) {
        double[] weights = new double[examples];
        Arrays.fill(weights, (1 - step) / examples);
        weights[i] += step;
        return loss.at(weights);
    }

    private static double moved(WeightedLoss loss, double[] signs, double average, double size) {
        return loss.at(Arrays.stream(signs).map(sign -> (1 + size * (sign - average)) / signs.length).toArray());
    }
}
