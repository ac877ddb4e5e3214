package bn.experiments.study.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Findings;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChoiceExperimentTest {
    private static final ChoiceExperiment EXPERIMENT = new ChoiceExperiment();

    private static Protocol protocol;
    private static Results results;

    @BeforeAll
    static void run() {
        Dataset dataset = SyntheticDigits.draw(1, 480, 200).pool(2);
        protocol = new Protocol(DatasetSummary.of(dataset), true, 1, 2, "cpu", List.of());
        results = SmallStudy.run(EXPERIMENT, protocol, dataset);
    }

    @Test
    void tellsWhatItFound() {
        Findings findings = findings(results);
        assertEquals(EXPERIMENT.criteria().asMap().size(), findings.claims().size());
        assertEquals(Verdict.SUPPORTED, verdict(findings, "James-Stein's γ"));
        assertFalse(findings.blocks().isEmpty());
        assertFalse(findings.meaning().isEmpty());
        assertTrue(findings.meaning().stream().noneMatch(text -> text.contains("NaN")), findings.meaning().toString());
    }

    /** Knobs of the best loss on the test examples are bounds of the others of their family, in every condition. */
    @Test
    void oraclesAreBounds() {
        for (PenaltyFamily family : PenaltyFamily.values()) {
            for (SelectionRule other : List.of(SelectionRule.chosen(family), SelectionRule.kept(family))) {
                List<Observation> bound = SelectionRule.oracle(family).of(results).quantity("loss").observations();
                List<Observation> losses = other.of(results).quantity("loss").observations();
                assertEquals(bound.size(), losses.size());
                for (int i = 0; i < losses.size(); i++) {
                    assertTrue(bound.get(i).value() <= losses.get(i).value() * (1 + 1e-9), losses.get(i).toString());
                }
            }
        }
    }

    /** A hyperparameter that is kept at the condition where it was chosen is the one chosen there. */
    @Test
    void nothingIsRegrettedAtTheReference() {
        String clean = "0.0";
        Results reference = results.where(ChoiceExperiment.LABELS, clean).where(ChoiceExperiment.INPUTS, clean)
                .where(ChoiceTrial.SIZE, TrainingSizes.reference(protocol)).quantity("regret");
        assertEquals(2 * 3 * 2, reference.observations().size());
        reference.observations().forEach(each -> assertEquals(0, each.value(), each.toString()));
    }

    @Test
    void otherResultsHaveOtherVerdicts() {
        assertEquals(Verdict.NOT_SUPPORTED, verdict(findings(changed("error", "James-Stein", value -> 1e-3)), "James-Stein's γ"));
        String title = "Fixed γ against fixed λ, sizes, components";
        assertEquals(Verdict.SUPPORTED, verdict(findings(changed("regret", "tuned", value -> -9.0)), title));
        assertEquals(Verdict.NOT_SUPPORTED, verdict(findings(changed("regret", "weighted", value -> -9.0)), title));
        String near = "Tuned near the best ridge";
        assertEquals(Verdict.SUPPORTED, verdict(findings(changed("tuned excess", "ridge", value -> 0.009)), near));
        assertEquals(Verdict.NOT_SUPPORTED, verdict(findings(changed("tuned excess", "ridge", value -> 0.011)), near));
    }

    private static Results changed(String quantity, String method, UnaryOperator<Double> change) {
        return new Results(results.observations().stream()
                .map(each -> each.quantity().equals(quantity) && method.equals(each.factors().get(ChoiceTrial.METHOD))
                        ? new Observation(each.trial(), each.seed(), each.factors(), quantity, change.apply(each.value())) : each)
                .toList());
    }

    private static Findings findings(Results those) {
        return SmallStudy.findings(EXPERIMENT, those, protocol);
    }

    private static Verdict verdict(Findings findings, String title) {
        return findings.claims().stream().filter(claim -> claim.title().equals(title)).map(Claim::verdict).findFirst()
                .orElseThrow();
    }
}
