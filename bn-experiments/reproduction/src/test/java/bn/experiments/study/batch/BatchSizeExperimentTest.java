package bn.experiments.study.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Dataset;
import bn.experiments.data.FeatureMap;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.Criteria;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchSizeExperimentTest {
    private static final BatchSizeExperiment EXPERIMENT = new BatchSizeExperiment();

    @Test
    void drawnBatchesMeetTheFullForm() {
        SmallStudy study = SmallStudy.run(EXPERIMENT, SyntheticDigits.draw(1, 720, 50), 1);
        for (String kind : BatchSizeExperiment.kinds()) {
            Results all = study.results().where("loss", kind);
            // Without replacement there is little noise in batches of nearly all 600 examples.
            int size = kind.equals(BatchSizeExperiment.NETWORK) ? 128 : BatchSizeExperiment.LARGEST;
            Results most = all.where("batch", size);
            // Four standard errors, and the remainder b/M with the b that the criterion allows.
            double tolerance = 4 * most.each("error").over(most.each("measured")).map(Math::abs).values()[0] + 20.0 / size
                    + (kind.equals(BatchSizeExperiment.NETWORK) ? 0.05 : 0);
            assertEquals(1, most.each("ratio").values()[0], tolerance, kind);
            assertTrue(tolerance < 0.5, kind + " has a tolerance of " + tolerance);
        }
        Criteria criteria = EXPERIMENT.criteria();
        assertEquals(criteria.asMap().size(), study.verdicts().size());
        String full = criteria.get("full-linear").title();
        String order = criteria.get("order-small").title();
        SmallStudy rough = study.multiplied("error", 10);
        assertEquals(Verdict.NOT_APPLICABLE, rough.verdict(full), "so few batches decide nothing");
        assertEquals(Verdict.NOT_APPLICABLE, rough.verdict(order));
        SmallStudy exact = study.multiplied("error", 0);
        assertEquals(Verdict.SUPPORTED, exact.changed(each -> each.quantity().equals("ratio"), ratio -> 1).verdict(full));
        assertEquals(Verdict.NOT_SUPPORTED, exact.changed(each -> each.quantity().equals("ratio")
                && each.factors().get("loss").equals(BatchSizeReport.SOFTMAX), ratio -> 1.5).verdict(full),
                "one of three is enough");
        String inGamma = criteria.get("eps-in-gamma").title();
        assertEquals(Verdict.NOT_SUPPORTED,
                exact.changed(each -> each.quantity().equals("in-gamma ratio"), ratio -> 1).verdict(inGamma));
        Results withEps = study.results().where("loss", BatchSizeExperiment.WITH_EPS).where("batch", BatchSizeExperiment.LARGEST);
        double forms = withEps.each("predicted gap").over(withEps.each("in-gamma gap")).values()[0] - 1;
        assertTrue(Math.abs(forms) > criteria.get("full-eps").value(), "a measurement distinguishes the forms: " + forms);
        // 600 examples of 196 features are enough for small batches.
        assertNotEquals(Verdict.NOT_APPLICABLE, exact.verdict(order));
    }

    /** All pixels 0: nothing can be normalized, and nothing fails. */
    @Test
    void constantFeaturesAreNotApplicable() {
        Dataset digits = SyntheticDigits.draw(1, 60, 10);
        FeatureMap erase = (example, features, offset, width) -> Arrays.fill(features, offset, offset + width, 0);
        Dataset blank = new Dataset("blank", "", digits.train().map(erase), digits.test().map(erase), "digit",
                digits.classNames(), List.of());
        assertEquals(Set.of(Verdict.NOT_APPLICABLE), Set.copyOf(SmallStudy.run(EXPERIMENT, blank, 1).verdicts().values()));
    }
}
