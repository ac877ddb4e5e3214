package bn.experiments.study;

import java.util.List;

/** One of the experiments that a {@link CompositeExperiment} is made of. */
public interface SubExperiment {

    /** Its name among the others, in the results and for a person. */
    String name();

    /** Its trials; {@link CompositeExperiment} adds its name to their factors. */
    List<Trial> trials(Protocol protocol);

    /** Its claims, figures and text, from the measurements of its trials. */
    Findings findings(Evidence evidence);
}
