package bn.experiments.study.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldingExperimentTest {
    private static final FoldingExperiment EXPERIMENT = new FoldingExperiment();

    private static Verdict fold(Results results, Protocol protocol) {
        return SmallStudy.findings(EXPERIMENT, results, protocol).claims().get(0).verdict();
    }

    @Test
    void goesOnWithAllArms() {
        Dataset digits = SyntheticDigits.draw(1, 240, 60);
        Protocol protocol = SmallStudy.protocol(digits, 2);
        Results results = SmallStudy.run(EXPERIMENT, protocol, digits);
        List<Claim> claims = SmallStudy.findings(EXPERIMENT, results, protocol).claims();
        assertEquals(EXPERIMENT.criteria().asMap().size(), claims.size());
        assertEquals(Verdict.SUPPORTED, claims.get(0).verdict(), () -> claims.get(0).measured());
        assertEquals(Verdict.NOT_SUPPORTED, fold(SmallStudy.multiplied(results, "fold difference", 1e4), protocol));
        Results start = results.where("learning-rate", 0.003);
        for (int layer = 1; layer <= 3; layer++) {
            Results those = start.where("layer", layer);
            double before = those.each("folded norm").values()[0];
            double after = those.where("arm", Arm.NONE.label()).each("norm").values()[0];
            // Two steps of so low a rate move weights by little: what goes on is the folded network, not a fresh one.
            assertEquals(before, after, 0.05 * before, "layer " + layer);
        }
    }

    private static Stream<Observation> candidate(long seed, String rate, double validation, double test) {
        Map<String, String> factors = Map.of("learning-rate", rate, "arm", Arm.RATES.label(), "decay", "0.0");
        return Stream.of(new Observation("t", seed, factors, "validation loss", validation),
                new Observation("t", seed, factors, "loss", test));
    }

    @Test
    void choosesByValidationAndReportsTest() {
        Results results = new Results(Stream.of(candidate(1, "0.1", 0.5, 0.9), candidate(1, "0.2", 0.6, 0.1),
                candidate(2, "0.1", Double.NaN, 0.2), candidate(2, "0.2", 0.7, 0.3)).flatMap(each -> each).toList());
        Results chosen = new BestCandidates(results, 2).of(Arm.RATES).orElseThrow();
        assertEquals(List.of(0.9, 0.3), List.of(chosen.each("loss").values()[0], chosen.each("loss").values()[1]));
        assertEquals("0.1 × 1, 0.2 × 1", new BestCandidates(results, 2).choices(Arm.RATES, "learning-rate"));
        assertTrue(new BestCandidates(results, 3).of(Arm.RATES).isEmpty());
        assertTrue(new BestCandidates(results, 1).of(Arm.NONE).isEmpty());
    }
}
