package bn.experiments.study.folding;

import bn.experiments.study.Recorder;

/**
 * How an arm did with one candidate.
 *
 * @param validation loss on the examples to choose by
 * @param distance that the effective weights went, relative to their norm when batch norm was folded
 * @param test scores on the test examples
 */
record Outcome(double validation, double distance, ClassifierScores test) {
    /**
     * Without going this far, an arm keeps what batch norm gave because it hardly trains. At a tenth, the value of a first run on MNIST,
     * the arms with rates had no learning rate left: at 0.01 they go 0.05 to 0.08 and at 0.03 most diverge.
     */
    static final double LEAST_DISTANCE = 0.03;

    /** Whether training really went on. */
    boolean travelled() {
        return distance >= LEAST_DISTANCE;
    }

    /** That of the lower validation loss. */
    Outcome better(Outcome other) {
        return other.validation < validation ? other : this;
    }

    /**
     * Records, for the means over the test examples of this outcome less another, the variance that comes from drawing the test
     * examples. All seeds have the same ones, so more seeds do not lower it.
     */
    void recordAgainst(Outcome other, Recorder recorder) {
        double[] losses = test.losses();
        double[] others = other.test.losses();
        double[] hits = test.hits();
        double[] otherHits = other.test.hits();
        int n = losses.length;
        double ratio = test.loss() / other.test.loss();
        double[] logs = new double[n];
        double[] accuracies = new double[n];
        for (int i = 0; i < n; i++) {
            // To first order, log(mean a / mean b) is the mean of this.
            logs[i] = (losses[i] - ratio * others[i]) / test.loss();
            accuracies[i] = hits[i] - otherHits[i];
        }
        recorder.record("loss ratio", Math.log(ratio));
        recorder.record("loss ratio, test variance", variance(logs) / n);
        recorder.record("accuracy lead", test.accuracy() - other.test.accuracy());
        recorder.record("accuracy lead, test variance", variance(accuracies) / n);
    }

    private static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
