package bn.experiments.study.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.SmallStudy;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicsExperimentTest {
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new DynamicsExperiment(), SyntheticDigits.draw(1, 300, 20).pool(2), 2);
    }

    @Test
    void whatFollowsByAlgebraHolds() {
        Map<String, Verdict> verdicts = study.verdicts();
        assertEquals(6, verdicts.size());
        assertEquals(Verdict.SUPPORTED, verdicts.get("T10 orthogonality"));
        assertEquals(Verdict.SUPPORTED, verdicts.get("λ does not see the length of the weights"));
    }

    /** No claim is supported whatever comes. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "alignment; 1e9; T10 orthogonality",
            "rescaled; 1e9; λ does not see the length of the weights",
            "angle ratio; 2; T10 angle of a step, no momentum",
            "angle ratio; 2; T10 angle of a step, momentum",
            "norm ratio; 2; T10 equilibrium of the norm, no momentum",
            "norm ratio; 2; T10 equilibrium of the norm, momentum"})
    void eachClaimCanFail(String quantity, double factor, String title) {
        assertNotEquals(Verdict.SUPPORTED, study.multiplied(quantity, factor).verdict(title), title);
    }
}
