package bn.experiments.study;

import bn.api.BnException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The observations of an experiment as a file, {@code NAME.csv}: one row an observation, in the order of the trials, whichever was
 * finished first. It is written anew as a whole with every trial, so it holds trials whole or not at all.
 */
final class ResultTable {
    static final String EXTENSION = ".csv";

    private final Experiment experiment;
    private final List<Trial> trials;
    private final StudyFiles files;
    private final Map<String, List<Observation>> byTrial;

    private ResultTable(Experiment experiment, List<Trial> trials, StudyFiles files, Map<String, List<Observation>> byTrial) {
        this.experiment = experiment;
        this.trials = trials;
        this.files = files;
        this.byTrial = byTrial;
    }

    /**
     * The table in a folder, empty if there is no such file.
     *
     * @throws BnException if the file is no table of this experiment, or damaged
     */
    static ResultTable in(StudyFiles files, Experiment experiment, Protocol protocol) {
        List<Trial> trials = experiment.trials(protocol);
        String file = file(experiment);
        Map<String, List<Observation>> byTrial = new HashMap<>();
        if (files.has(file)) {
            byTrial.putAll(new ResultText(experiment, trials).parse(files.read(file), files.path(file)));
        }
        return new ResultTable(experiment, trials, files, byTrial);
    }

    /** Its name. */
    static String file(Experiment experiment) {
        return experiment.name() + EXTENSION;
    }

    /**
     * The experiments that a study has results of.
     *
     * @param known all that this version has
     * @throws BnException if results are lost, or are of an experiment that this version does not have
     */
    static List<Experiment> measured(StudyFiles files, List<Experiment> known) {
        for (String name : files.written()) {
            if (name.endsWith(EXTENSION) && known.stream().noneMatch(each -> file(each).equals(name))) {
                throw new BnException(
                        files.path(name) + " is of an experiment that this version of bn does not have; use the version "
                                + "that measured it, or the folder of plug-ins that has it");
            }
            if (name.endsWith(EXTENSION) && !files.has(name)) {
                throw missing(files, name);
            }
        }
        return known.stream().filter(each -> files.has(file(each))).toList();
    }

    /** What to say of a table that was written and is not there. */
    static BnException missing(StudyFiles files, String name) {
        return new BnException(files.path(name) + " is missing, though it was measured; put back a copy, or measure experiment '"
                + name.substring(0, name.length() - EXTENSION.length()) + "' again with the settings of the study",
                StudyRemedy.EXPERIMENT);
    }

    Experiment experiment() {
        return experiment;
    }

    /** All trials. */
    List<Trial> trials() {
        return trials;
    }

    /** Trials that have no results yet. */
    synchronized List<Trial> pending() {
        return trials.stream().filter(trial -> !byTrial.containsKey(trial.name())).toList();
    }

    /** The results of the trials that were done. */
    synchronized Results results() {
        return new Results(trials.stream().flatMap(trial -> byTrial.getOrDefault(trial.name(), List.of()).stream()).toList());
    }

    /** Adds a trial and writes the file. */
    synchronized void add(Trial trial, List<Observation> observations) {
        byTrial.put(trial.name(), observations);
        files.write(file(experiment), ResultText.of(experiment, results().observations()));
    }
}
