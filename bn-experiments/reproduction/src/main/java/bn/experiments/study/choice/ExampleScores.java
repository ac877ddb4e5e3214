package bn.experiments.study.choice;

import bn.experiments.study.Influence;
import java.util.Arrays;

/**
 * How a predictor does on each example.
 *
 * @param losses half the squared error, summed over the classes
 * @param hits 1 for an example whose class has the largest prediction, otherwise 0
 */
record ExampleScores(double[] losses, double[] hits) {

    /** The fraction of hits. */
    double accuracy() {
        return Arrays.stream(hits).sum() / hits.length;
    }

    /** Of the logarithm of the mean loss. */
    Influence logLoss() {
        return Influence.ofLogMean(losses);
    }
}
