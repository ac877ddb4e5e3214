package bn.experiments.study.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.SmallStudy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepthExperimentTest {
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new DepthExperiment(), SyntheticDigits.draw(1, 300, 20).pool(2), 2);
    }

    @Test
    void whatFollowsByAlgebraHolds() {
        Map<String, Verdict> verdicts = study.verdicts();
        assertEquals(9, verdicts.size());
        for (String exact : List.of("T8 redistribution", "T8 last layer", "T5 rate of a decayed γ", "T5 penalty of a decayed γ",
                "T5 softmax problems solved", "T5 and T8, decay of γ and of the layer above")) {
            assertEquals(Verdict.SUPPORTED, verdicts.get(exact), exact);
        }
    }

    /** No claim is supported whatever comes. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "; inner error; 1e8; T8 redistribution",
            "; last error; 1e8; T8 last layer",
            "3; net; 1e-9; T8 net rate",
            "; rate error; 1e12; T5 rate of a decayed γ",
            "; difference; 1e9; T5 penalty of a decayed γ",
            "; solved; 0; T5 softmax problems solved",
            "2; relative rate; 1.5; T5 and T8, decay of γ and of the layer above",
            "; relative error; 1e4; T8, decay of γ alone",
            "1; scale; 1e4; T5 and T8, decay of γ in an inner layer"})
    void eachClaimCanFail(String layer, String quantity, double factor, String title) {
        SmallStudy wrong = study.changed(each -> each.quantity().equals(quantity)
                && (layer == null || layer.equals(each.factors().get("layer"))), value -> value * factor);
        assertNotEquals(Verdict.SUPPORTED, wrong.verdict(title), title);
    }
}
