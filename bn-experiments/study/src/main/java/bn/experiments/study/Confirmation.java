package bn.experiments.study;

import bn.api.InvalidRequestException;
import bn.experiments.result.OutputDirectory;
import java.util.ArrayList;
import java.util.List;

/**
 * A study that is repeated on other data, to see which of its verdicts hold there: the same experiments, size, seeds and criteria.
 *
 * @param folder of the study that is to be confirmed
 * @param protocol of that study
 */
public record Confirmation(OutputDirectory folder, Protocol protocol) {

    /**
     * The confirmation of the study in a folder.
     *
     * @throws InvalidRequestException if there is no study
     * @throws bn.api.BnException if its files are damaged
     */
    public static Confirmation of(OutputDirectory folder) {
        return new Confirmation(folder, StudyDirectory.manifest(folder).protocol());
    }

    /**
     * Checks that experiments on a data set would confirm it.
     *
     * @throws InvalidRequestException if the data are the same, or criteria have changed since
     * @throws bn.api.BnException if files of the first study are damaged
     */
    public void check(List<Experiment> experiments, DatasetSummary data) {
        if (data.content().equals(protocol.data().content())) {
            throw new InvalidRequestException("the study in " + folder.path() + " is of the same numbers, so nothing "
                    + "would be confirmed; give other data");
        }
        StudyFiles files = new StudyFiles(folder);
        List<String> differences = new ArrayList<>();
        for (Experiment experiment : experiments.stream().filter(each -> files.has(ResultTable.file(each))).toList()) {
            StudyDifferences.of(RecordedCriteria.of(files, experiment), experiment.criteria(), ", now ")
                    .forEach(each -> differences.add("experiment " + experiment.name() + ": " + each));
        }
        if (!differences.isEmpty()) {
            throw new InvalidRequestException("criteria have changed since the study in " + folder.path() + ": "
                    + differences.get(0) + (differences.size() > 1 ? " and " + (differences.size() - 1) + " more" : "")
                    + "; measure it again with this version first");
        }
    }
}
