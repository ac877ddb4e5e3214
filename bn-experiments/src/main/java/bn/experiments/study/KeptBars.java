package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The bars that a study is judged by, in its folder: those that stood when an experiment was first run. */
final class KeptBars {
    static final String FILE = "bars.json";

    private KeptBars() { }

    /**
     * The bars of an experiment, as they stood when it was first run.
     *
     * @throws BnException if they are damaged, or not those that this version needs
     */
    static Bars of(StudyFiles files, Experiment experiment) {
        String file = files.path(FILE);
        JsonNode bars = all(files).path(experiment.name());
        try {
            Bars kept = Bars.of(experiment.name(), bars);
            Set<String> needed = new TreeSet<>(Bars.of(experiment.name()).asMap().keySet());
            needed.removeAll(kept.asMap().keySet());
            if (!needed.isEmpty()) {
                throw new BnException(file + " has no bar " + needed + " for experiment '" + experiment.name() + "': the study was begun "
                        + "with another version of bn; measure again in another folder", StudyRemedy.OTHER_FOLDER);
            }
            return kept;
        } catch (IllegalArgumentException e) {
            throw new BnException(file + " is damaged: the bars of experiment '" + experiment.name() + "' are not what bn writes ("
                    + e.getMessage().lines().findFirst().orElse("") + "); put back a copy, or measure again in another folder", e,
                    StudyRemedy.OTHER_FOLDER);
        }
    }

    /** Those of all experiments. */
    static JsonNode all(StudyFiles files) {
        if (!files.has(FILE)) {
            throw new BnException(files.path(FILE) + " is missing, against which the claims are judged; put back a copy, or measure again in another folder",
                    StudyRemedy.OTHER_FOLDER);
        }
        JsonNode bars = Json.parse(files.read(FILE), files.path(FILE));
        if (!bars.isObject()) {
            throw new BnException(files.path(FILE) + " is damaged: it holds no object; put back a copy, or measure again in another folder",
                    StudyRemedy.OTHER_FOLDER);
        }
        return bars;
    }
}
