package bn.experiments.study;

import java.util.List;

/** A question, and what is measured to answer it. */
public interface Experiment {

    /** A short name: the file of its results, and what {@code bn run} calls it. */
    String name();

    /** Its title in the report. */
    String title();

    /** What it asks, in a sentence. */
    String question();

    /** The names of the factors of its observations, in the order of their columns. */
    List<String> factors();

    /** All that is to be measured. Trials of equal names are the same. */
    List<Trial> trials(Protocol protocol);

    /** Whether it computes the covariance of all features, which takes memory that grows with the square of their number. */
    default boolean needsCovariance() {
        return false;
    }

    /** What the measurements say; they are those of all trials. */
    Findings findings(Results results, Bars bars, Protocol protocol);
}
