package bn.experiments.study.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.SmallStudy;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalenceExperimentTest {
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new EquivalenceExperiment(), SyntheticDigits.draw(1, 300, 20).pool(4), 2);
    }

    /** With five directions for ten classes some rates are negative; otherwise none of these verdicts would be there. */
    @Test
    void whatFollowsByAlgebraHoldsInsideAndOutsideTheCondition() {
        Map<String, Verdict> verdicts = study.verdicts();
        assertEquals(4, verdicts.size());
        for (String title : new String[] {"T7 equivalence", "T7 both problems solved", "T7 outside its condition"}) {
            assertEquals(Verdict.SUPPORTED, verdicts.get(title), title);
        }
        assertTrue(verdicts.get("T7 outside its condition, size") != Verdict.NOT_APPLICABLE);
    }

    /** No claim is supported whatever comes. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "over bound; 1e9; T7 equivalence",
            "converged; 0; T7 both problems solved",
            "over least; 1e-9; T7 outside its condition",
            "other difference; 1e-9; T7 outside its condition, size"})
    void eachClaimCanFail(String quantity, double factor, String title) {
        assertNotEquals(Verdict.SUPPORTED, study.multiplied(quantity, factor).verdict(title), title);
    }
}
