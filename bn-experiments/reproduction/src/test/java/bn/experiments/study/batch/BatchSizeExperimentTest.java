package bn.experiments.study.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Dataset;
import bn.experiments.data.FeatureMap;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.study.Criteria;
import bn.experiments.study.Estimate;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizeExperimentTest {
    private static final BatchSizeExperiment EXPERIMENT = new BatchSizeExperiment();

    private static Verdict verdict(Findings findings, String title) {
        return findings.claims().stream().filter(claim -> claim.title().equals(title)).map(Claim::verdict).findFirst()
                .orElseThrow();
    }

    @Test
    void drawnBatchesMeetTheFullForm() {
        Dataset digits = SyntheticDigits.draw(1, 720, 50);
        Protocol protocol = SmallStudy.protocol(digits, 1);
        Results results = SmallStudy.run(EXPERIMENT, protocol, digits);
        for (String kind : BatchSizeExperiment.kinds()) {
            Results all = results.where("loss", kind);
            Results most = all.where("batch", BatchSizeExperiment.LARGEST);
            double full = all.each("full").values()[0];
            // Four standard errors, and the remainder b/M with the b that the criterion allows.
            double tolerance = 4 * most.each("error").values()[0] / full + 20.0 / BatchSizeExperiment.LARGEST
                    + (kind.equals(BatchSizeExperiment.NETWORK) ? 0.05 : 0);
            assertEquals(1, most.each("ratio").values()[0], tolerance, kind);
            assertTrue(tolerance < 0.5, kind + " has a tolerance of " + tolerance);
        }
        Criteria criteria = EXPERIMENT.criteria();
        Findings findings = SmallStudy.findings(EXPERIMENT, results, protocol);
        assertEquals(criteria.asMap().size(), findings.claims().size());
        // 600 examples of 196 features are enough for small batches.
        assertTrue(verdict(findings, criteria.get("order-small").title()) != Verdict.NOT_APPLICABLE);
        Findings broken = SmallStudy.findings(EXPERIMENT, SmallStudy.multiplied(results, "ratio", 1.5), protocol);
        assertEquals(Verdict.NOT_SUPPORTED, verdict(broken, criteria.get("full-softmax").title()));
    }

    /** All pixels 0: nothing can be normalized, and nothing fails. */
    @Test
    void constantFeaturesAreNotApplicable() {
        Dataset digits = SyntheticDigits.draw(1, 60, 10);
        FeatureMap erase = (example, features, offset, width) -> Arrays.fill(features, offset, offset + width, 0);
        Dataset blank = new Dataset("blank", "", digits.train().map(erase), digits.test().map(erase), "digit",
                digits.classNames(),
                List.of());
        Protocol protocol = SmallStudy.protocol(blank, 1);
        Findings findings = SmallStudy.findings(EXPERIMENT, SmallStudy.run(EXPERIMENT, protocol, blank), protocol);
        assertTrue(findings.claims().stream().allMatch(claim -> claim.verdict() == Verdict.NOT_APPLICABLE));
    }

    @Test
    void distanceOfAnIntervalFromOne() {
        assertEquals(new Estimate(0.25, 0, 0.75, 2), BatchSizeReport.distance(new Estimate(1.25, 0.75, 1.75, 2)));
        assertEquals(new Estimate(0.5, 0.25, 0.75, 2), BatchSizeReport.distance(new Estimate(0.5, 0.25, 0.75, 2)));
        assertEquals(new Estimate(0.5, Double.NaN, Double.NaN, 1),
                BatchSizeReport.distance(new Estimate(1.5, Double.NaN, Double.NaN, 1)));
    }
}
