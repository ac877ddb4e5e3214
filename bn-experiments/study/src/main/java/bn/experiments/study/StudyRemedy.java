package bn.experiments.study;

import bn.api.Remedy;

/** Remedies for the files of a study. */
public enum StudyRemedy implements Remedy {
    /** Begin a study in a folder. */
    NEW_STUDY,
    /** Measure in another folder. */
    OTHER_FOLDER,
    /** Repeat the size and the seeds of the study. */
    PROTOCOL,
    /** Measure the experiment again. */
    EXPERIMENT
}
