package bn.spark.network;

import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import java.io.Serializable;
import java.util.List;

/**
 * What the features of examples are.
 *
 * @param <F> the features of one example
 */
interface SampleKind<F> extends Serializable {

    /** The examples as a network reads them. */
    Examples examples(List<F> features, Targets targets);

    /**
     * Rows of numbers.
     *
     * @param width how many
     */
    record Numbers(int width) implements SampleKind<double[]> {
        @Override
        public Examples examples(List<double[]> features, Targets targets) {
            double[] values = new double[features.size() * width];
            int[] order = new int[features.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
                System.arraycopy(features.get(i), 0, values, i * width, width);
            }
            return Examples.ofRows(values, width, order, targets);
        }
    }
}
