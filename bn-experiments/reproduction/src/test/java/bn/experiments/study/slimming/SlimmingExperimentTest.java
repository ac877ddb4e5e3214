package bn.experiments.study.slimming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlimmingExperimentTest {
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new SlimmingExperiment(), SyntheticDigits.draw(1, 620, 40), 2);
    }

    @Test
    void everyCriterionIsJudged() {
        assertEquals(study.experiment().criteria().asMap().size(), study.verdicts().size());
        assertTrue(study.results().where("strength", 3.0).mean("dead").smallest() > 0, "strong L1 removes channels");
    }

    /** No claim is supported whatever comes. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "rate ratio; 2; T15 rate of L1, last layer",
            "rate ratio; 2; T15 rate of L1, inner layer",
            "agreement; 0.5; T15 where L1 wins",
            "held; 0.5; T15 what holds a channel at 0",
            "area, gradient; 0.5; T15 which channels die",
            "area, gradient; 0.5; T15 size of γ does not tell which channels die"})
    void eachClaimCanFail(String quantity, double factor, String title) {
        assertNotEquals(Verdict.SUPPORTED, study.multiplied(quantity, factor).verdict(title), title);
    }
}
