package bn.experiments.study;

import bn.experiments.result.Provenance;
import java.util.List;

/**
 * What is needed to repeat a study exactly.
 *
 * @param command the command line that last worked on it
 * @param dataOptions the options of that command that name the data, as they are typed
 * @param protocol what it measures
 * @param provenance what computed it, each once: a study may be continued on another machine
 */
public record StudyManifest(String command, String dataOptions, Protocol protocol, List<Provenance> provenance) {

    /** Copies the list. */
    public StudyManifest {
        provenance = List.copyOf(provenance);
    }
}
