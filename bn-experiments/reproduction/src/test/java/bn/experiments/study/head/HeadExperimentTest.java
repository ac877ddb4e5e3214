package bn.experiments.study.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeadExperimentTest {
    private static final String RETURNED = "Holding the last layer returns half of the gain";
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new HeadExperiment(), SyntheticDigits.draw(1, 420, 60), 2);
    }

    private static SmallStudy with(SmallStudy from, String quantity, double value) {
        // Not the same for all seeds, which would be one observation, and without the variance of the test examples.
        return from.changed(each -> each.quantity().equals(quantity), old -> value + 1e-6 * Math.signum(old - 0.123))
                .changed(each -> each.quantity().equals(quantity + ", test variance"), old -> 1e-12)
                .changed(each -> each.quantity().equals(quantity) && each.seed() == 1, old -> old + 1e-5);
    }

    /** The fraction is that of the losses that are recorded. */
    @Test
    void theFractionIsThatOfTheLosses() {
        Results results = study.results();
        double[] returned = results.where("held", Held.LAST.label()).each("returned").values();
        for (int i = 0; i < returned.length; i++) {
            double nothing = loss(Held.NOTHING)[i];
            assertEquals((nothing - loss(Held.LAST)[i]) / (nothing - loss(Held.BATCH_NORM)[i]), returned[i],
                    1e-9 * Math.abs(returned[i]));
        }
    }

    private static double[] loss(Held held) {
        return study.results().where("held", held.label()).each("loss").values();
    }

    @Test
    void eachClaimCanComeOutEitherWay() {
        SmallStudy gain = with(study, "gain", 0.2);
        assertEquals(Verdict.SUPPORTED, gain.verdict("Batch norm lowers the test loss"));
        assertEquals(Verdict.SUPPORTED, with(gain, "returned", 0.6).verdict(RETURNED));
        assertEquals(Verdict.NOT_SUPPORTED, with(gain, "returned", 0.4).verdict(RETURNED));
        assertEquals(Verdict.NOT_SUPPORTED, with(study, "last over all", 0.1).verdict("The last layer is enough"));
        SmallStudy none = with(study, "gain", -0.2);
        assertNotEquals(Verdict.SUPPORTED, none.verdict("Batch norm lowers the test loss"));
        assertEquals(Verdict.NOT_APPLICABLE, none.verdict(RETURNED), "nothing to return");
    }
}
