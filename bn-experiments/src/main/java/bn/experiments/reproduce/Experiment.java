package bn.experiments.reproduce;

import bn.experiments.report.Section;
import java.util.List;

/** A test of claims on a data set. */
public interface Experiment {

    /** A short name, one word. */
    String name();

    /**
     * Runs it.
     *
     * @return what was done, the claims with their verdicts, and the figures: a section for each question it answers
     * @throws java.util.concurrent.CancellationException if the progress asks for it
     */
    List<Section> run(Conditions conditions);
}
