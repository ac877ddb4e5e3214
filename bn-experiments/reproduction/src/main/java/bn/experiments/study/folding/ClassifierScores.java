package bn.experiments.study.folding;

import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import bn.experiments.train.BatchLoader;
import java.util.Arrays;

/**
 * How well the outputs of a classifier do on examples, float64 from the outputs on.
 *
 * @param loss mean cross-entropy, nats
 * @param accuracy fraction of examples whose largest output is that of their class
 * @param calibrationError expected calibration error (Naeini, Cooper and Hauskrecht 2015): the examples are put into bins
 *     of equal width by the largest probability; the mean, weighted by the examples in them, of each bin's |accuracy - mean probability|
 * @param losses cross-entropy of each example
 * @param hits 1 for each example that is classified right, otherwise 0
 */
public record ClassifierScores(double loss, double accuracy, double calibrationError, double[] losses, double[] hits) {
    /** Bins of the calibration error. */
    public static final int BINS = 15;

    /**
     * By the outputs.
     *
     * @param outputs before the softmax, N x K, row-major
     * @param labels class of each example, length N, at least one
     */
    public static ClassifierScores of(double[] outputs, int[] labels) {
        int classes = outputs.length / labels.length;
        double[] losses = new double[labels.length];
        double[] hits = new double[labels.length];
        // Sum over the examples of a bin of hit - probability.
        double[] gaps = new double[BINS];
        for (int i = 0; i < labels.length; i++) {
            int from = i * classes;
            int best = 0;
            for (int k = 1; k < classes; k++) {
                best = outputs[from + k] > outputs[from + best] ? k : best;
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(outputs[from + k] - outputs[from + best]);
            }
            losses[i] = Math.log(sum) + outputs[from + best] - outputs[from + labels[i]];
            hits[i] = best == labels[i] ? 1 : 0;
            gaps[Math.min(BINS - 1, (int) (BINS / sum))] += hits[i] - 1 / sum;
        }
        double gap = Arrays.stream(gaps).map(Math::abs).sum();
        return new ClassifierScores(Arrays.stream(losses).sum() / labels.length, Arrays.stream(hits).sum() / labels.length,
                gap / labels.length, losses, hits);
    }

    /** Of a network in inference mode. */
    public static ClassifierScores of(Backend backend, Network network, Examples examples) {
        int batch = Math.min(network.spec().maxBatch(), examples.count());
        double[] outputs = new double[examples.count() * examples.targets()];
        try (BatchLoader loader = new BatchLoader(backend, network.spec().dtype(), examples, batch)) {
            loader.forEachBatch(from -> {
                double[] part = network.infer(loader.inputs()).toDoubles();
                System.arraycopy(part, 0, outputs, from * examples.targets(), part.length);
            });
        }
        return of(outputs, examples.labels());
    }
}
