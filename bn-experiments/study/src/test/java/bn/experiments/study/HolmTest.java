package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class HolmTest {

    /** The example of R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"): 0.03, 0.06, 0.06, 0.02. */
    @Test
    void theSmallestCountsForAllTheNextForTheOthersAndSoOn() {
        List<Claim> corrected = Holm.correct(List.of(claim(0.01), claim(0.04), claim(0.03), claim(0.005)));
        double[] expected = {0.03, 0.06, 0.06, 0.02};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], corrected.get(i).holm(), 1e-15);
            assertEquals(expected[i] > 0.05 ? Verdict.UNDECIDED : Verdict.SUPPORTED, corrected.get(i).verdict());
        }
        assertEquals(0.01, corrected.get(0).p());
    }

    @Test
    void identitiesAndClaimsWithoutSamplingErrorDoNotCount() {
        Claim identity = new Claim("i", "", "", "", "", Verdict.SUPPORTED, "", Claim.Kind.IDENTITY, "", 0.03, 0.03);
        Claim worst = new Claim("w", "", "", "", Verdict.NOT_SUPPORTED);
        List<Claim> corrected = Holm.correct(List.of(identity, claim(0.03), worst));
        assertEquals(List.of(identity, claim(0.03), worst), corrected);
    }

    @Test
    void aRefutationIsCorrectedToo() {
        Claim refuted = new Claim("r", "", "", "", "", Verdict.NOT_SUPPORTED, "", Claim.Kind.FINDING, "", 0.03, 0.03);
        assertEquals(List.of(Verdict.UNDECIDED, Verdict.UNDECIDED),
                Holm.correct(List.of(refuted, claim(0.04))).stream().map(Claim::verdict).toList());
        assertEquals(1, Holm.correct(List.of(claim(0.9), claim(0.8))).get(1).holm());
    }

    private static Claim claim(double p) {
        return new Claim("c", "", "", "", "", Verdict.SUPPORTED, "", Claim.Kind.FINDING, "", p, p);
    }
}
