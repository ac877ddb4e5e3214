package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The criteria that a study is judged by, in its folder: as they were when each experiment was first run. */
final class RecordedCriteria {
    static final String FILE = "bars.json";

    private RecordedCriteria() {}

    /**
     * The criteria of an experiment, as they were when it was first run.
     *
     * @throws BnException if they are damaged, or not those that this version needs, or about something else than it measures
     */
    static Criteria of(StudyFiles files, Experiment experiment) {
        String file = files.path(FILE);
        JsonNode criteria = all(files).path(experiment.name());
        try {
            Criteria kept = Criteria.of(experiment.name(), criteria);
            Set<String> needed = new TreeSet<>(experiment.criteria().asMap().keySet());
            needed.removeAll(kept.asMap().keySet());
            if (!needed.isEmpty()) {
                throw new BnException(
                        file + " has no criterion " + needed + " for experiment '" + experiment.name() + "': the study was begun "
                                + "with another version of bn; measure again in another folder",
                        StudyRemedy.OTHER_FOLDER);
            }
            experiment.criteria().asMap().forEach((key, now) -> {
                Criterion then = kept.get(key);
                if (!then.measure().equals(now.measure()) || then.side() != now.side()) {
                    throw new BnException(file + " has for the criterion '" + key + "' of experiment '" + experiment.name()
                            + "' another measure than this version of bn judges by it: then '" + then.measure() + "', now '"
                            + now.measure() + "'; measure again in another folder", StudyRemedy.OTHER_FOLDER);
                }
            });
            return kept;
        } catch (IllegalArgumentException e) {
            throw new BnException(
                    file + " is damaged: the criteria of experiment '" + experiment.name() + "' are not what bn writes ("
                            + e.getMessage().lines().findFirst().orElse("")
                            + "); put back a copy, or measure again in another folder",
                    e,
                    StudyRemedy.OTHER_FOLDER);
        }
    }

    /** Those of all experiments. */
    static JsonNode all(StudyFiles files) {
        if (!files.has(FILE)) {
            throw new BnException(files.path(FILE)
                    + " is missing, against which the claims are judged; put back a copy, or measure again in another folder",
                    StudyRemedy.OTHER_FOLDER);
        }
        JsonNode criteria = Json.parse(files.read(FILE), files.path(FILE));
        if (!criteria.isObject()) {
            throw new BnException(
                    files.path(FILE) + " is damaged: it holds no object; put back a copy, or measure again in another folder",
                    StudyRemedy.OTHER_FOLDER);
        }
        return criteria;
    }
}
