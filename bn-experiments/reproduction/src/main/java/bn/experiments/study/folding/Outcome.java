package bn.experiments.study.folding;

import bn.experiments.study.Influence;
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
    /**
     * Weights that end farther from where they started than they were from 0 are not those of a network that went on: they run away,
     * though the loss may still be a number. On synthetic digits one arm ended at 1e23.
     */
    static final double MOST_DISTANCE = 1;

    /** Whether training really went on, and did not run away. */
    boolean wentOn() {
        return wentOn(distance);
    }

    /** The same of a distance. */
    static boolean wentOn(double distance) {
        return distance >= LEAST_DISTANCE && distance <= MOST_DISTANCE;
    }

    /** That of the lower validation loss. */
    Outcome better(Outcome other) {
        return other.validation < validation ? other : this;
    }

    /**
     * Records how this outcome differs from another on the test examples, and how far other test examples would move that.
     */
    void recordAgainst(Outcome other, Recorder recorder) {
        recorder.record("loss ratio", Math.log(test.loss() / other.test.loss()));
        Influence.ofLogMean(test.losses()).minus(Influence.ofLogMean(other.test.losses())).record(recorder, "loss ratio");
        recorder.record("accuracy lead", test.accuracy() - other.test.accuracy());
        Influence.ofMean(test.hits()).minus(Influence.ofMean(other.test.hits())).record(recorder, "accuracy lead");
    }
}
