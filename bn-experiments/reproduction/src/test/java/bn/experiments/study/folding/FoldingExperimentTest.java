package bn.experiments.study.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.study.Observation;
import bn.experiments.study.Results;
import bn.experiments.study.SmallStudy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldingExperimentTest {
    @Test
    void goesOnWithAllArms() {
        SmallStudy study = SmallStudy.run(new FoldingExperiment(), SyntheticDigits.draw(1, 240, 60), 2);
        List<Claim> claims = study.findings().claims();
        assertEquals(study.experiment().criteria().asMap().size(), claims.size());
        Claim fold = claims.get(0);
        assertEquals(Verdict.SUPPORTED, fold.verdict(), fold::measured);
        assertEquals(Verdict.NOT_SUPPORTED, study.multiplied("fold difference", 1e4).verdict(fold.title()));
        Results slow = study.results().where("learning-rate", 0.003);
        for (int layer = 1; layer <= 3; layer++) {
            double before = study.results().where("layer", layer).each("folded norm").values()[0];
            double after = slow.where("layer", layer).where("arm", Arm.NONE.label()).each("norm").values()[0];
            // Two steps of so low a rate move weights by little: what goes on is the folded network, not a fresh one.
            assertEquals(before, after, 0.05 * before, "layer " + layer);
        }
    }

    private static Stream<Observation> candidate(long seed, String rate, double validation, double test) {
        Map<String, String> factors = Map.of("learning-rate", rate, "arm", Arm.RATES.label(), "decay", "0.0");
        return Stream.of(new Observation("t", seed, factors, "validation loss", validation),
                new Observation("t", seed, factors, "travelled", rate.equals("0.3") ? 0.029 : 0.031),
                new Observation("t", seed, factors, "loss", test));
    }

    @Test
    void choosesByValidationAndReportsTest() {
        Results results = new Results(Stream.of(candidate(1, "0.1", 0.5, 0.9), candidate(1, "0.2", 0.6, 0.1),
                candidate(2, "0.1", Double.NaN, 0.2), candidate(2, "0.2", 0.7, 0.3), candidate(1, "0.3", 0.1, 0.1))
                .flatMap(each -> each).toList());
        Results chosen = new BestCandidates(results, 2).of(Arm.RATES).orElseThrow();
        assertEquals(List.of(0.9, 0.3), List.of(chosen.each("loss").values()[0], chosen.each("loss").values()[1]));
        assertEquals("0.1 × 1, 0.2 × 1", new BestCandidates(results, 2).choices(Arm.RATES, "learning-rate"));
        assertTrue(new BestCandidates(results, 3).of(Arm.RATES).isEmpty());
        assertTrue(new BestCandidates(results, 1).of(Arm.NONE).isEmpty());
    }
}
