package bn.experiments.fold;

import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import bn.experiments.train.BatchLoader;
import bn.experiments.train.Evaluation;
import java.util.stream.IntStream;

/**
 * Two networks on the same examples, in inference mode.
 *
 * @param largestDifference largest absolute difference of an output
 * @param largestOutput largest absolute value of an output of the first
 * @param first how well the first does
 * @param second how well the second does
 */
public record OutputComparison(double largestDifference, double largestOutput, Evaluation first, Evaluation second) {

    /** Compares networks of one architecture, dtype and backend. */
    public static OutputComparison of(Backend backend, Network first, Network second, Examples examples, Loss loss) {
        int batch = Math.min(Math.min(first.spec().maxBatch(), second.spec().maxBatch()), examples.count());
        int[] order = IntStream.range(0, examples.count()).toArray();
        double difference = 0;
        double largest = 0;
        try (BatchLoader loader = new BatchLoader(backend, first.spec().dtype(), examples, batch)) {
            for (int from = 0; from < order.length; from += batch) {
                loader.load(order, from, Math.min(batch, order.length - from), 0, null);
                double[] a = first.infer(loader.inputs()).toDoubles();
                double[] b = second.infer(loader.inputs()).toDoubles();
                for (int i = 0; i < a.length; i++) {
                    // Math.max keeps a NaN.
                    difference = Math.max(difference, Math.abs(a[i] - b[i]));
                    largest = Math.max(largest, Math.abs(a[i]));
                }
            }
        }
        return new OutputComparison(difference, largest, Evaluation.of(backend, first, examples, loss),
                Evaluation.of(backend, second, examples, loss));
    }
}
