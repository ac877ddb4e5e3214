package bn.experiments.study;

import java.util.List;

/** A part of an experiment that has several, with trials and findings of its own. */
public interface Part {

    /** What tells it from the other parts, in the results and for a person. */
    String name();

    /** Its trials; {@link PartedExperiment} adds the part to their factors. */
    List<Trial> trials(Protocol protocol);

    /** What the measurements of its trials say. */
    Findings findings(Results results, Bars bars, Protocol protocol);
}
