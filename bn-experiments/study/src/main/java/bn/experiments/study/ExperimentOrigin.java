package bn.experiments.study;

import bn.api.spi.Origin;

/**
 * Where an experiment of a plug-in comes from.
 *
 * @param name of the experiment
 * @param module that provides it
 * @param version of that module
 * @param jar that the module is in
 */
public record ExperimentOrigin(String name, String module, String version, String jar) {

    /** The origin of an experiment in this process. */
    public static ExperimentOrigin of(Experiment experiment) {
        Origin origin = Origin.of(experiment.getClass());
        return new ExperimentOrigin(experiment.name(), origin.module(), origin.version(), origin.jar());
    }

    /** For a person. */
    String text() {
        return "module " + module + " " + version + " of " + jar;
    }
}
