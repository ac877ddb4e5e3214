package bn.experiments.study.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecayExperimentTest {
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new DecayExperiment(), SyntheticDigits.draw(1, 620, 40), 2);
    }

    @Test
    void everyCriterionIsJudged() {
        assertEquals(study.experiment().criteria().asMap().size(), study.verdicts().size());
    }

    /** Far from any bound: what decays is what moves. */
    @Test
    void decayOfTheLastScalesMovesTheirRateAndThatOfInnerOnesTheirAngle() {
        for (Rule rule : Rule.values()) {
            double none = DecayReport.relative(study.results(), rule, Placement.NONE).estimate().mean();
            double last = DecayReport.relative(study.results(), rule, Placement.LAST).estimate().mean();
            assertTrue(last - none > 0.5, rule + ": " + none + ", " + last);
            double still = angle(rule, Placement.LAST);
            double turned = angle(rule, Placement.INNER);
            assertTrue(turned > 2 * still, rule + ": " + still + ", " + turned);
        }
    }

    private static double angle(Rule rule, Placement placement) {
        Results at = DecayReport.at(study.results(), rule, placement);
        return at.mean("angle").estimate().mean();
    }

    /** No claim is supported whatever comes. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "angle ratio; inner; 2; T17 angle of inner γ and β, SGD",
            "angle ratio; all; 0.5; T17 angle of inner γ and β, AdamW",
            "effective rate; inner; 1e-6; T17 decay of inner γ and β is a learning rate",
            "angle; all; 2; T17 decay of the last γ is no learning rate of inner ones",
            "noise; all; 1e9; T17 what the rate lacks is gradient noise",
            "relative rate; last; 0; T5 decay of the last γ is the rate, SGD",
            "relative rate; last; 2; T16 decay of the last γ is the rate, AdamW",
            "relative rate; all; 2; T5 decay of all parameters is the rate, SGD",
            "relative rate; all; 0; T16 decay of all parameters is the rate, AdamW"})
    void eachClaimCanFail(String quantity, String placement, double factor, String title) {
        assertNotEquals(Verdict.SUPPORTED, study.changed(each -> each.quantity().equals(quantity)
                && placement.equals(each.factors().get("decay")), value -> value * factor).verdict(title), title);
    }

    @Test
    void theClaimsOnRatesAndLossesCanFail() {
        assertNotEquals(Verdict.SUPPORTED, study.changed(each -> each.quantity().equals("relative rate")
                && "inner".equals(each.factors().get("decay")), value -> value + 1)
                .verdict("T17 decay of inner γ and β is no rate of the last ones"));
        SmallStudy same = study.changed(each -> each.quantity().startsWith("loss ratio"), value -> 1e-6 * value);
        assertEquals(Verdict.NOT_SUPPORTED, same.verdict("Decay of γ and β matters, SGD"));
        assertEquals(Verdict.NOT_SUPPORTED, same.verdict("Decay of γ and β matters, AdamW"));
    }
}
