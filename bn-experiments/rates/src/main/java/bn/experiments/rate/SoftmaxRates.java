package bn.experiments.rate;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.theory.optimize.Progress;
import bn.theory.softmax.LabelledRows;
import bn.theory.softmax.SoftmaxRate;
import bn.theory.softmax.SoftmaxRegression;

/** The rates of softmax regression (T7) on a data set. */
public final class SoftmaxRates {

    private SoftmaxRates() {}

    /**
     * Solves the problem with batch normalization, and the one with the explicit penalty.
     *
     * @param joint moments of the examples, features first
     * @param gamma scale of all classes
     */
    public static SoftmaxRate solve(Backend backend, Examples examples, Moments joint, double gamma, Progress progress) {
        LabelledRows rows = new LabelledRows(examples::copyFeatureRows, examples.labels(), examples.targets());
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, joint.marginal(examples.features()), rows)) {
            return SoftmaxRate.solve(regression, gamma, progress);
        }
    }
}
