package bn.experiments.study.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.report.Verdict;
import bn.experiments.study.SmallStudy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoiseExperimentTest {

    /** What has a derived spread holds on any data; the others may come out as they like. */
    @Test
    void whatTheoryPredictsHolds() {
        Map<String, Verdict> verdicts = SmallStudy.verdicts(new NoiseExperiment(), 200);
        assertEquals(10, verdicts.size());
        for (String exact : List.of("T6 rate, theory and measurement", "T6 signal and noise", "T6 shrinkage by direction",
                "T6 signal and noise, softmax", "T6 noise part in a network")) {
            assertEquals(Verdict.SUPPORTED, verdicts.get(exact), exact);
        }
    }
}
