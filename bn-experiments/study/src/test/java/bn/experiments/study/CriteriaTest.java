package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.result.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CriteriaTest {
    private static final Criteria CRITERIA = Criteria.of("test", Json.parse("""
            {"low": {"title": "t", "statement": "s", "measure": "m", "side": "at_most", "value": 1, "reason": "r"},
             "high": {"title": "t", "statement": "s", "measure": "m", "side": "AT_LEAST", "value": 1, "reason": "r"},
             "equal": {"title": "t", "statement": "s", "measure": "m", "side": "within", "value": 1, "reason": "r",
                "kind": "identity", "tunedOn": "other runs"}}
            """.getBytes(StandardCharsets.UTF_8), "criteria"));

    @Test
    void theWholeIntervalMustMeetTheCriterion() {
        assertEquals(Verdict.SUPPORTED, verdict("low", 0.5, 0.2, 1));
        assertEquals(Verdict.UNDECIDED, verdict("low", 0.5, 0.2, 1.1));
        assertEquals(Verdict.UNDECIDED, verdict("low", 1.5, 1, 2));
        assertEquals(Verdict.NOT_SUPPORTED, verdict("low", 1.5, 1.1, 2));
        assertEquals(Verdict.SUPPORTED, verdict("high", 1.5, 1, 2));
        assertEquals(Verdict.UNDECIDED, verdict("high", 1.5, 0.9, 2));
        assertEquals(Verdict.NOT_SUPPORTED, verdict("high", 0.5, 0.2, 0.9));
    }

    @Test
    void anEquivalenceNeedsTheWholeIntervalBetweenBothBounds() {
        assertEquals(Verdict.SUPPORTED, verdict("equal", 0.1, -0.8, 1));
        assertEquals(Verdict.UNDECIDED, verdict("equal", 0.1, -0.95, 1.15));
        assertEquals(Verdict.UNDECIDED, verdict("equal", 0, -3, 3));
        assertEquals(Verdict.NOT_SUPPORTED, verdict("equal", -1.5, -2, -1.1));
        assertEquals(Verdict.SUPPORTED, CRITERIA.judge("equal", -1).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, CRITERIA.judge("equal", -1.01).verdict());
        // By the nearer bound: an interval of 0.5 +- 0.5 ends on it.
        assertEquals(0.05, CRITERIA.judge("equal", new Estimate(0.5, 0, 1, 5)).p(), 1e-12);
        assertEquals(0.05, CRITERIA.judge("equal", new Estimate(-0.5, -1, 0, 5)).p(), 1e-12);
    }

    @Test
    void aStatementAboutSeveralEstimatesHoldsIfItHoldsForEach() {
        Estimate good = new Estimate(0.1, -0.1, 0.3, 5);
        Estimate near = new Estimate(0.6, 0.3, 0.9, 5);
        Estimate open = new Estimate(0.9, 0.6, 1.2, 5);
        Estimate bad = new Estimate(-2, -2.5, -1.5, 5);
        Claim all = CRITERIA.judgeAll("equal", Map.of("first", good, "second", near));
        assertEquals(Verdict.SUPPORTED, all.verdict());
        assertEquals(near.p(1), all.p(), 1e-15, "the largest");
        assertTrue(all.measured().contains("second, the nearest to failing of 2"), all.measured());
        assertEquals(Verdict.UNDECIDED, CRITERIA.judgeAll("equal", Map.of("first", good, "second", open)).verdict());
        Claim refuted = CRITERIA.judgeAll("equal", Map.of("first", good, "second", open, "third", bad));
        assertEquals(Verdict.NOT_SUPPORTED, refuted.verdict());
        assertTrue(refuted.measured().contains("third, the clearest failure of 3"), refuted.measured());
        assertEquals(3 * bad.p(-1), refuted.p(), 1e-15, "of those that fail, times all");
        assertEquals(near.p(1), CRITERIA.judgeAll("equal", Map.of("first", Estimate.of(0.2), "second", near)).p(), 1e-15,
                "one without an interval does not exempt the claim from correction");
        Claim certain = CRITERIA.judgeAll("equal", Map.of("certain", Estimate.of(0.95), "open", open));
        assertTrue(certain.measured().contains("open, the nearest to failing of 2"), certain.measured());
    }

    @Test
    void aClaimKnowsItsKindAndWhenItsCriterionWasSet() {
        assertEquals(Claim.Kind.IDENTITY, CRITERIA.judge("equal", 0).kind());
        assertEquals("other runs", CRITERIA.judge("equal", 0).tunedOn());
        assertEquals(Claim.Kind.FINDING, CRITERIA.judge("low", 0).kind());
        assertEquals("", CRITERIA.judge("low", 0).tunedOn());
    }

    private static Verdict verdict(String key, double mean, double low, double high) {
        return CRITERIA.judge(key, new Estimate(mean, low, high, 5)).verdict();
    }

    @Test
    void withoutAnIntervalTheMeanDecides() {
        assertEquals(Verdict.SUPPORTED, CRITERIA.judge("low", Estimate.of(0.9)).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, CRITERIA.judge("low", Estimate.of(1.1)).verdict());
    }

    @Test
    void aWorstCaseIsMetOrMissed() {
        assertEquals(Verdict.SUPPORTED, CRITERIA.judge("low", 1).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, CRITERIA.judge("low", 1.01).verdict());
        assertEquals(Verdict.SUPPORTED, CRITERIA.judge("high", 1).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, CRITERIA.judge("high", 0.99).verdict());
    }

    /** "equal" is an identity, which has to come to a number. */
    @Test
    void whatIsNoNumberIsNotJudged() {
        for (double none : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            for (String key : List.of("low", "high", "equal")) {
                Verdict expected = key.equals("equal") ? Verdict.NOT_SUPPORTED : Verdict.NOT_APPLICABLE;
                assertEquals(expected, CRITERIA.judge(key, none).verdict());
                assertEquals(expected, CRITERIA.judge(key, Estimate.of(none, 1)).verdict());
                Claim several = CRITERIA.judgeAll(key, Map.of("good", new Estimate(1, 1, 1, 5), "empty", Estimate.of(1, none)));
                assertEquals(expected, several.verdict());
                assertTrue(several.measured().contains("(empty), which is no number"), several.measured());
                assertTrue(Double.isNaN(several.p()), "it is not counted among the findings");
            }
        }
    }

    @Test
    void aCriterionThatIsNotThereIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> CRITERIA.judge("none", 1));
        assertThrows(BnException.class, () -> Criteria.read("none", null));
    }
}
