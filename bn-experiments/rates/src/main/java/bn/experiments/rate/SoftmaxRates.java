package bn.experiments.rate;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.theory.optimize.Progress;
import bn.theory.softmax.LabelledRows;
import bn.theory.softmax.SoftmaxRate;
import bn.theory.softmax.SoftmaxRegression;
import java.util.stream.IntStream;

/** The rates of softmax regression (T7) on a data set. */
public final class SoftmaxRates {

    private SoftmaxRates() { }

    /**
     * Solves the problem with batch normalization and the explicit one.
     *
     * @param joint moments of the examples, features first
     * @param gamma scale of all classes
     */
    public static SoftmaxRate solve(Backend backend, Examples examples, Moments joint, double gamma, Progress progress) {
        int features = examples.features();
        int[] labels = IntStream.range(0, examples.count()).map(examples::label).toArray();
        LabelledRows rows = new LabelledRows((from, count, target) -> {
            for (int i = 0; i < count; i++) {
                examples.copyFeatures(from + i, target, i * features);
            }
        }, labels, examples.targets());
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, joint.marginal(features), rows)) {
            return SoftmaxRate.solve(regression, gamma, progress);
        }
    }
}
