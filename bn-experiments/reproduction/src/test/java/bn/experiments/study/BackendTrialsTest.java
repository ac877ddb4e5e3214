package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.choice.ChoiceExperiment;
import bn.experiments.study.identity.ConstraintExperiment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendTrialsTest {
    @TempDir
    private Path folder;

    @Test
    void trialsSayWhichBackendTheyNeed() {
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(folder))) {
            Protocol protocol = new Protocol(DatasetSummary.of(SyntheticDigits.draw(1, 80, 20)), true, 1, 3, "cpu",
                    List.of("other"));
            Experiment experiment = new ConstraintExperiment();
            long each = study.pending(List.of(experiment), protocol, "other");
            assertEquals(2 * each, experiment.trials(protocol).size());
            assertEquals(0, study.pending(List.of(new ChoiceExperiment()), protocol, "other"));
        }
    }
}
