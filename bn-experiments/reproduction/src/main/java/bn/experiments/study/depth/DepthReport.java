package bn.experiments.study.depth;

import bn.experiments.report.Claim;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

/** The claims of the experiment. */
final class DepthReport {
    private static final List<String> DECAYS = List.of(DepthExperiment.DECAY);

    private final Results training;
    private final Results softmax;
    private final Results descent;
    private final Evidence evidence;

    private DepthReport(Evidence evidence) {
        Results results = evidence.results();
        training = results.where(DepthExperiment.PART, DepthExperiment.TRAINING);
        softmax = results.where(DepthExperiment.PART, DepthExperiment.SOFTMAX);
        descent = results.where(DepthExperiment.PART, DepthExperiment.DESCENT);
        this.evidence = evidence;
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new DepthReport(evidence).findings();
    }

    private Findings findings() {
        List<Claim> claims = new ArrayList<>(List.of(
                evidence.judge("balance", training.largest("inner error").largest()),
                evidence.judge("last", training.largest("last error").largest()),
                evidence.judge("net", share(training).estimate())));
        claims.addAll(softmaxClaims());
        Results held = descent.where(DepthExperiment.ABOVE, DepthExperiment.HELD);
        Results free = descent.where(DepthExperiment.ABOVE, DepthExperiment.FREE);
        claims.add(evidence.judgeAll("held", last(held).quantity("relative rate").estimates(DECAYS,
                those -> those.each("relative rate").map(rate -> rate - 1))));
        claims.add(evidence.judgeAll("free", last(free).quantity("relative error").estimates(DECAYS,
                those -> those.each("relative error"))));
        claims.add(evidence.judge("inner", shrinkage(held).estimate()));
        DepthText text = new DepthText(training, descent, evidence.protocol());
        return new Findings(text.protocol(), claims, new DepthFigures(training, softmax, descent).blocks(), text.meaning());
    }

    /** How much of the rates of the last layer does not cancel, with gamma learned: the net rate over the sum of the sizes. */
    static Sample share(Results training) {
        Results learned = training.where(DepthExperiment.GAMMA, DepthExperiment.LEARNED);
        List<String> layers = learned.levels("layer");
        Results last = learned.where("layer", layers.get(layers.size() - 1));
        return last.each("net").over(last.each("size"));
    }

    static Results last(Results descent) {
        return descent.where("layer", DescentTrial.HIDDEN.size());
    }

    /** Scale of the inner layer over that of the last, at the decay where it is largest. */
    static Sample shrinkage(Results held) {
        Sample largest = null;
        for (String decay : held.levels(DepthExperiment.DECAY)) {
            Results at = held.where(DepthExperiment.DECAY, decay);
            Sample ratio = at.where("layer", 1).each("scale").over(last(at).each("scale"));
            largest = largest == null ? ratio : largest.max(ratio);
        }
        return largest;
    }

    private List<Claim> softmaxClaims() {
        if (softmax.quantity("solved").isEmpty()) {
            String reason = "all features are constant";
            return List.of(evidence.notApplicable("softmax-rate", reason), evidence.notApplicable("softmax-solution", reason),
                    evidence.notApplicable("softmax-solved", reason));
        }
        List<Claim> claims = new ArrayList<>();
        if (softmax.quantity("difference").isEmpty()) {
            claims.add(evidence.notApplicable("softmax-rate", "no problem was solved closely enough"));
            claims.add(evidence.notApplicable("softmax-solution", "no problem was solved closely enough"));
        } else {
            claims.add(evidence.judge("softmax-rate", softmax.largest("rate error").largest()));
            claims.add(evidence.judge("softmax-solution", softmax.largest("difference").largest()));
        }
        claims.add(evidence.judge("softmax-solved", 1 - softmax.farthest("solved", 1).largest()));
        return claims;
    }
}
