package bn.experiments.study.folding;

import bn.experiments.report.Claim;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.List;
import java.util.Optional;

/** Claims that compare the arms. */
final class FoldingReport {
    private static final String UNMOVED = "with some seed an arm diverged, ran away or hardly moved at every learning rate";

    private final Results results;
    private final Evidence evidence;
    private final Protocol protocol;
    private final BestCandidates chosen;

    private FoldingReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
        protocol = evidence.protocol();
        chosen = new BestCandidates(results, protocol.seeds());
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new FoldingReport(evidence).findings();
    }

    private Findings findings() {
        List<Claim> claims = List.of(
                evidence.judge("fold", results.largest("fold difference").largest()),
                judgeLoss("loss-none", Arm.NONE),
                judgeLoss("loss-decay", Arm.WEIGHT_DECAY),
                judge("accuracy-bn", Arm.BATCH_NORM, "accuracy lead", -1),
                judgeLoss("loss-bn", Arm.BATCH_NORM),
                judgeLoss("loss-through", Arm.RATES_THROUGH),
                norms());
        FoldingText text = new FoldingText(results, chosen, protocol);
        return new Findings(text.protocol(), claims, new FoldingFigures(results, chosen, protocol).blocks(), text.meaning());
    }

    /** The log of the test loss with the rates over that of another arm. */
    private Claim judgeLoss(String key, Arm other) {
        return judge(key, other, "loss ratio", 1);
    }

    /** A comparison of the rates with another arm, with the sampling of the test examples, times a sign. */
    private Claim judge(String key, Arm other, String quantity, int sign) {
        Results those = results.where("arm", other.label());
        if (those.quantity(quantity).observations().size() < protocol.seeds()) {
            return evidence.notApplicable(key, UNMOVED);
        }
        return evidence.judge(key, those.each(quantity).map(value -> sign * value)
                .estimate(those.testVariance(quantity)));
    }

    /** The logarithm of the norm of all hidden layers' v together, with rates relative to no penalty. */
    private Claim norms() {
        Optional<Sample> ratio = hiddenNorm(Arm.RATES).flatMap(a -> hiddenNorm(Arm.NONE).map(a::minus));
        return ratio.map(sample -> evidence.judge("norm-none", sample.estimate()))
                .orElseGet(() -> evidence.notApplicable("norm-none", UNMOVED));
    }

    private Optional<Sample> hiddenNorm(Arm arm) {
        // The mean of the logarithms over the hidden layers, by seed.
        return chosen.of(arm).map(those -> hidden(those).quantity("norm")).map(those -> new Results(those.observations().stream()
                .map(each -> new Observation(each.trial(), each.seed(), each.factors(), "log norm",
                        Math.log(each.value())))
                .toList()).mean("log norm"));
    }

    private Results hidden(Results those) {
        int last = FoldingExperiment.hidden(protocol).size();
        return new Results(those.observations().stream().filter(each -> each.factors().containsKey("layer")
                && Integer.parseInt(each.factors().get("layer")) <= last).toList());
    }
}
