package bn.experiments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.backend.Backend;
import bn.experiments.Cpu;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Claim;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReproductionTest {

    /** All experiments on small data: each claim that is exact must hold; claims of statistics may come out as they do. */
    @Test
    void theExactClaimsHold() {
        List<String> exact = List.of("T1 constraint", "T2 gradient identity", "T4 input scale, rate",
                "T4 input scale, equivalent L2 rate", "T7 equivalence", "T8 redistribution");
        Dataset digits = SyntheticDigits.draw(1, 640, 10).pool(2);
        List<Section> sections = new ArrayList<>();
        try (Backend backend = Cpu.open()) {
            Conditions conditions = new Conditions(digits, backend, Cpu.normalization("batch"), Scale.QUICK, 1, (share, detail) -> { });
            for (Experiment experiment : Reproduction.experiments()) {
                sections.addAll(experiment.run(conditions));
            }
            Report report = Reproduction.report(sections, conditions, "bn reproduce");
            assertEquals(6, sections.size());
            for (Section section : sections) {
                assertFalse(section.claims().isEmpty(), section.title());
                assertFalse(section.blocks().isEmpty(), section.title());
            }
            for (String title : exact) {
                Claim claim = report.claims().stream().filter(one -> one.title().equals(title)).findFirst().orElseThrow();
                assertEquals(Verdict.SUPPORTED, claim.verdict(), claim::toString);
            }
            assertTrue(report.claims().size() > exact.size());
        }
    }

    @Test
    void aClaimThatMissesItsBarIsNotSupported() {
        assertEquals(Verdict.SUPPORTED, Verdicts.atMost("t", "s", "w", 1, 1).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, Verdicts.atMost("t", "s", "w", 1.01, 1).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, Verdicts.atMost("t", "s", "w", Double.NaN, 1).verdict());
        assertEquals(Verdict.SUPPORTED, Verdicts.falling("t", "s", "w", new double[] {3, 2, 1}).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, Verdicts.falling("t", "s", "w", new double[] {3, 3, 1}).verdict());
        assertEquals(Verdict.NOT_SUPPORTED, Verdicts.falling("t", "s", "w", new double[] {3, Double.NaN, 1}).verdict());
    }
}
