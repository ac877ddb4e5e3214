package bn.experiments.study.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.SmallStudy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataExperimentTest {

    /** What is algebra, or an expectation with its derived spread, holds on any data; the others may come out as they like. */
    @Test
    void whatIsExactHolds() {
        Map<String, Verdict> verdicts = SmallStudy.run(new DataExperiment(), SyntheticDigits.draw(1, 160, 50).pool(2), 2)
                .verdicts();
        assertEquals(13, verdicts.size());
        for (String exact : List.of("T4 below the rank", "T4 scale and contrast, rate",
                "T4 scale and contrast, equivalent L2 rate",
                "T4 dimension", "T4 label noise, law", "T3 at any weights", "T3 = T4, trained by full batches")) {
            assertEquals(Verdict.SUPPORTED, verdicts.get(exact), exact);
        }
    }
}
