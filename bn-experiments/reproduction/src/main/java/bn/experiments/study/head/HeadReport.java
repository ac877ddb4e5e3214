package bn.experiments.study.head;

import bn.experiments.report.Claim;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Results;
import java.util.List;

/** The claims of the experiment. */
final class HeadReport {
    private final Results results;
    private final Evidence evidence;

    private HeadReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new HeadReport(evidence).findings();
    }

    private Findings findings() {
        HeadText text = new HeadText(results, evidence.protocol());
        if (results.quantity("gain").observations().size() < evidence.protocol().seeds()) {
            String reason = "with some seed a network diverged at every learning rate";
            return new Findings(text.protocol(), List.of(evidence.notApplicable("gain", reason),
                    evidence.notApplicable("returned", reason), evidence.notApplicable("last-all", reason)), List.of(),
                    List.of());
        }
        Estimate gain = tested(results, "gain");
        Claim returned = gain.interval() && gain.least() > 0
                ? evidence.judge("returned", tested(results.where("held", Held.LAST.label()), "returned"))
                : evidence.notApplicable("returned", "batch norm has no gain that these seeds show");
        return new Findings(text.protocol(), List.of(evidence.judge("gain", gain), returned,
                evidence.judge("last-all", tested(results, "last over all"))), new HeadFigures(results).blocks(), text.meaning());
    }

    /** With the sampling of the test examples. */
    static Estimate tested(Results results, String quantity) {
        return results.each(quantity).estimate(results.testVariance(quantity));
    }
}
