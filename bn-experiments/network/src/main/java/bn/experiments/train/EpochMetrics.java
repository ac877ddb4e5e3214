package bn.experiments.train;

/**
 * Results of an epoch.
 *
 * @param epoch its number, from 1
 * @param trainLoss mean loss over its training steps, each before its update
 * @param trainAccuracy fraction of those examples that are classified correctly; NaN for regression
 * @param testLoss mean loss on the test examples after it, in inference mode; NaN without test examples
 * @param testAccuracy fraction of them that is classified correctly; NaN for regression
 * @param seconds that its training steps took
 * @param examplesPerSecond in its training steps
 */
public record EpochMetrics(int epoch, double trainLoss, double trainAccuracy, double testLoss, double testAccuracy,
        double seconds, double examplesPerSecond) {}
