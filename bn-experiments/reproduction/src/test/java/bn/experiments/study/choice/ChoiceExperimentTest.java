package bn.experiments.study.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.Findings;
import bn.experiments.study.Observation;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChoiceExperimentTest {
    private static SmallStudy study;
    private static Results results;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new ChoiceExperiment(), SyntheticDigits.draw(1, 480, 200).pool(2), 2);
        results = study.results();
    }

    @Test
    void tellsWhatItFound() {
        Findings findings = study.findings();
        assertEquals(study.experiment().criteria().asMap().size(), findings.claims().size());
        assertEquals(Verdict.SUPPORTED, study.verdict("James-Stein's γ"));
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
                .where(ChoiceTrial.SIZE, TrainingSizes.reference(study.protocol())).quantity("regret");
        assertEquals(2 * 3 * 2, reference.observations().size());
        reference.observations().forEach(each -> assertEquals(0, each.value(), each.toString()));
    }

    @Test
    void otherResultsHaveOtherVerdicts() {
        assertEquals(Verdict.NOT_SUPPORTED, changed("error", "James-Stein", 1e-3).verdict("James-Stein's γ"));
        String title = "Fixed γ against fixed λ, label noise, components";
        assertEquals(Verdict.SUPPORTED, changed("regret", "tuned", -0.9).verdict(title));
        assertEquals(Verdict.NOT_SUPPORTED, changed("regret", "weighted", -0.9).verdict(title));
    }

    /** 200 test examples tell a difference of 0.1 % of the loss from none only if their own part in it is left out. */
    @Test
    void intervalsAreForOtherTestExamples() {
        String near = "Tuned near the best ridge";
        SmallStudy below = changed("tuned excess", "ridge", 0.009);
        SmallStudy above = changed("tuned excess", "ridge", 0.0111);
        assertEquals(Verdict.UNDECIDED, below.verdict(near));
        assertEquals(Verdict.UNDECIDED, above.verdict(near));
        assertEquals(Verdict.SUPPORTED, below.multiplied("tuned excess, test variance", 0).verdict(near));
        assertEquals(Verdict.NOT_SUPPORTED, above.multiplied("tuned excess, test variance", 0).verdict(near));
        for (String quantity : List.of("tuned excess", "regret lead", "accuracy lead")) {
            assertTrue(results.quantity(quantity + ", test variance").observations().stream()
                    .noneMatch(each -> !(each.value() >= 0)));
        }
    }

    @Test
    void sizesOfFewerThanTwoExamplesADimensionAreNotJudged() {
        ChoiceResults components = new ChoiceResults(results, ChoiceExperiment.COMPONENTS, study.protocol());
        for (String size : components.judged(ChoiceTrial.SIZE).levels(ChoiceTrial.SIZE)) {
            assertTrue(
                    Integer.parseInt(size) >= 2 * (components.all().where(ChoiceTrial.SIZE, size).largest("rank").largest() + 2),
                    size);
        }
        for (String size : components.notJudged(ChoiceTrial.SIZE).levels(ChoiceTrial.SIZE)) {
            assertTrue(
                    Integer.parseInt(size) < 2 * (components.all().where(ChoiceTrial.SIZE, size).largest("rank").largest() + 2),
                    size);
        }
        assertEquals(results.where(ChoiceExperiment.FEATURES, ChoiceExperiment.COMPONENTS).levels(ChoiceTrial.SIZE).size() - 1,
                components.judged(ChoiceTrial.SIZE).levels(ChoiceTrial.SIZE).size()
                        + components.notJudged(ChoiceTrial.SIZE).levels(ChoiceTrial.SIZE).size());
    }

    /** The study, had a method had this value of a quantity everywhere. */
    private static SmallStudy changed(String quantity, String method, double value) {
        return study.changed(each -> each.quantity().equals(quantity) && method.equals(each.factors().get(ChoiceTrial.METHOD)),
                before -> value);
    }
}
