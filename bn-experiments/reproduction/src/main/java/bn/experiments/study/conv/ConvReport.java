package bn.experiments.study.conv;

import bn.experiments.report.Claim;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** The claims of the experiment. */
final class ConvReport {
    /** What is measured, one each for T1, T2, T3 and T13. */
    static final List<String> QUANTITIES = List.of("constraint", "gradient", "rate", "balance");

    private final Evidence evidence;
    private final Results results;

    ConvReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
    }

    Findings findings() {
        ConvText text = new ConvText(results, evidence.protocol());
        List<Claim> claims = new ArrayList<>();
        for (String quantity : QUANTITIES) {
            for (String dtype : results.levels("dtype")) {
                claims.add(claim(quantity, dtype));
            }
        }
        return text.measured() ? new Findings(text.protocol(), claims, new ConvFigures(evidence).blocks(), text.meaning())
                : new Findings(text.protocol(), claims, List.of(), List.of());
    }

    private Claim claim(String quantity, String dtype) {
        Results those = results.where("dtype", dtype).quantity(quantity);
        String key = quantity + "-" + dtype;
        return those.isEmpty() ? evidence.notApplicable(key, ConvText.NOTHING)
                : evidence.judge(key, those.largest(quantity).largest());
    }
}
