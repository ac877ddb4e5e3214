package bn.experiments.study.dynamics;

import bn.experiments.report.Claim;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The claims of the experiment. */
final class DynamicsReport {
    private final Results results;
    private final Evidence evidence;

    private DynamicsReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new DynamicsReport(evidence).findings();
    }

    private Findings findings() {
        DynamicsText text = new DynamicsText(results, evidence.protocol());
        List<Claim> claims = new ArrayList<>(List.of(evidence.judge("orthogonal", results.largest("alignment").largest()),
                evidence.judge("rescaled", results.largest("rescaled").largest())));
        if (results.quantity("norm ratio").isEmpty()) {
            for (String key : List.of("angle-plain", "angle-momentum", "norm-plain", "norm-momentum")) {
                claims.add(evidence.notApplicable(key, "no gradient moved any weights"));
            }
            return new Findings(text.protocol(), claims, List.of(), List.of("Nothing moved, so nothing was measured."));
        }
        for (String quantity : List.of("angle", "norm")) {
            claims.add(evidence.judgeAll(quantity + "-plain", deviations(0.0, quantity + " ratio")));
            claims.add(evidence.judgeAll(quantity + "-momentum", deviations(0.9, quantity + " ratio")));
        }
        return new Findings(text.protocol(), claims, new DynamicsFigures(results).blocks(), text.meaning());
    }

    /** Measured / predicted - 1 for each setting and layer. */
    private Map<String, Estimate> deviations(double momentum, String ratio) {
        return results.where(SgdSetting.MOMENTUM, momentum).quantity(ratio).estimates(
                List.of(SgdSetting.LEARNING_RATE, SgdSetting.DECAY, "layer"), those -> those.each(ratio).map(each -> each - 1));
    }
}
