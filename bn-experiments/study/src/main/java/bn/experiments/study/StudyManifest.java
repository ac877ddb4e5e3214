package bn.experiments.study;

import bn.experiments.result.Provenance;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What is needed to repeat a study exactly.
 *
 * @param command the command line that last worked on it
 * @param dataOptions the options of that command that name the data, as they are typed
 * @param protocol what it measures
 * @param provenance what computed it, each once: a study may be continued on another machine
 * @param experiments those that come from plug-ins, each once; not written if there are none
 */
public record StudyManifest(String command, String dataOptions, Protocol protocol, List<Provenance> provenance,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ExperimentOrigin> experiments) {
    /** The field that may be missing. */
    static final String EXPERIMENTS = "experiments";

    /** Copies the lists. */
    public StudyManifest {
        provenance = List.copyOf(provenance);
        experiments = List.copyOf(experiments);
    }
}
