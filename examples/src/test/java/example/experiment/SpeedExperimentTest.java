package example.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bn.api.DType;
import bn.api.norm.NormalizationProvider;
import bn.conformance.reference.ReferenceBackend;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Evidence;
import bn.experiments.study.Experiment;
import bn.experiments.study.Findings;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.TrialContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpeedExperimentTest {
    private static final Experiment EXPERIMENT = new SpeedExperiment();

    private static Observation loss(String normalization, String learningRate, long seed, double value) {
        return new Observation("trial", seed, Map.of("normalization", normalization, "learning-rate", learningRate), "loss",
                value);
    }

    private static Protocol protocol(Dataset dataset) {
        return new Protocol(DatasetSummary.of(dataset), true, 1, 2, "reference", List.of());
    }

    private static Verdict verdict(double with) {
        Results results = new Results(List.of(loss("batch", "0.1", 1, with), loss("batch", "0.1", 2, with + 0.01),
                loss("none", "0.1", 1, 1), loss("none", "0.1", 2, 1)));
        Claim claim = EXPERIMENT.findings(new Evidence(results, EXPERIMENT.criteria(), protocol(SyntheticDigits.draw(1, 20, 5))))
                .claims().get(0);
        return claim.verdict();
    }

    @Test
    void theClaimFollowsTheMeasurements() {
        assertEquals(Verdict.SUPPORTED, verdict(0.5));
        assertEquals(Verdict.NOT_SUPPORTED, verdict(1.5));
    }

    /** All that the study does with it, on a few examples. */
    @Test
    void itsTrialsMeasureWhatItReports() {
        Dataset dataset = SyntheticDigits.draw(1, 240, 20).pool(2);
        Protocol protocol = protocol(dataset);
        try (TrialContext context = new TrialContext(dataset, protocol, name -> new ReferenceBackend(Set.of(DType.FLOAT32)),
                name -> NormalizationProvider.load(getClass().getClassLoader()).get(name), () -> false)) {
            List<Observation> observations = EXPERIMENT.trials(protocol).stream().flatMap(each -> each.run(context).stream())
                    .toList();
            assertEquals(2 * 2 * 3, observations.size());
            Findings findings = EXPERIMENT.findings(new Evidence(new Results(observations), EXPERIMENT.criteria(),
                    protocol));
            assertEquals(EXPERIMENT.criteria().asMap().size(), findings.claims().size());
            assertFalse(findings.blocks().isEmpty());
        }
    }

    @Test
    void isFoundOnTheClassPath() {
        assertInstanceOf(SpeedExperiment.class, Experiment.load(getClass().getClassLoader()).get("speed"));
    }
}
