package bn.experiments.study.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.Observation;
import bn.experiments.study.SmallStudy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NoiseExperimentTest {
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new NoiseExperiment(), SyntheticDigits.draw(1, 200, 50).pool(2), 2);
    }

    /** Predictions with a derived spread hold on any data; the other verdicts depend on the data. */
    @Test
    void whatTheoryPredictsHolds() {
        Map<String, Verdict> verdicts = study.verdicts();
        assertEquals(10, verdicts.size());
        for (String exact : List.of("T6 rate, theory and measurement", "T6 signal and noise", "T6 shrinkage by direction",
                "T6 signal and noise, softmax", "T6 noise part in a network")) {
            assertEquals(Verdict.SUPPORTED, verdicts.get(exact), exact);
        }
    }

    /** It is measured by draws of the noise: the error of a sample is never 0, and an error ten times as large is seen. */
    @Test
    void theNoisePartInANetworkCanFail() {
        double[] errors = study.results().observations().stream().filter(each -> each.quantity().equals("noise error"))
                .mapToDouble(Observation::value).toArray();
        assertEquals(2 * NoisyNetworkExperiment.SIGMAS.size(), errors.length);
        for (double error : errors) {
            // The largest of 64 deviations of about a standard error each is below 1 by a chance of 0.68^64.
            assertTrue(error > 1, () -> error + " standard errors");
            // Above 4.5 by a chance of 1 % (chi-squared, 200 degrees of freedom); the noise of an example along the initial weights of a
            // unit, as from the same random numbers, would alone be 196 / 2 / 200, five standard errors.
            assertTrue(error < 4.5, () -> error + " standard errors");
        }
        assertEquals(Verdict.NOT_SUPPORTED,
                study.multiplied("noise error", 10).verdict("T6 noise part in a network"));
    }
}
