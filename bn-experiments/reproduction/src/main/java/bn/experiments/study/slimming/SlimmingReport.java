package bn.experiments.study.slimming;

import bn.experiments.report.Claim;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The claims of the experiment. */
final class SlimmingReport {
    private static final String GRADIENT = "area, gradient";

    private final Results results;
    private final Evidence evidence;

    private SlimmingReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new SlimmingReport(evidence).findings();
    }

    private Findings findings() {
        int last = SlimmingTrial.hidden(evidence.protocol()).size();
        List<Claim> claims = List.of(
                all("rate-last", results.where("layer", last), "rate ratio", ratio -> ratio.map(each -> each - 1)),
                all("rate-inner", results.where("layer", 1), "rate ratio", ratio -> ratio.map(each -> each - 1)),
                all("wins", results.where("layer", last), "agreement", each -> each),
                all("dead", results, "held", each -> each),
                areas("which", those -> those.each(GRADIENT)),
                areas("which-better", those -> those.each(GRADIENT).minus(those.each("area, size"))));
        SlimmingText text = new SlimmingText(results, evidence.protocol());
        return new Findings(text.protocol(), claims, new SlimmingFigures(results).blocks(), text.meaning());
    }

    /** A claim about each setting that has the quantity. */
    private Claim all(String key, Results those, String quantity, UnaryOperator<Sample> number) {
        Map<String, Estimate> estimates = those.quantity(quantity).estimates(List.of("gamma-decay", "strength", "layer"),
                each -> number.apply(each.each(quantity)));
        return estimates.isEmpty() ? evidence.notApplicable(key, "there are no such channels")
                : evidence.judgeAll(key, estimates);
    }

    /** A claim about the area by the gradient at 0, for each decay of gamma. */
    private Claim areas(String key, Function<Results, Sample> number) {
        if (results.quantity(GRADIENT).observations().size() < results.levels("gamma-decay").size()
                * evidence.protocol().seeds()) {
            return evidence.notApplicable(key, "with some seed no channel of the last layer died, or all did");
        }
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (String decay : results.levels("gamma-decay")) {
            estimates.put("gamma-decay " + decay, number.apply(results.where("gamma-decay", decay)).estimate());
        }
        return evidence.judgeAll(key, estimates);
    }
}
