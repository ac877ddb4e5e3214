package bn.experiments.study.choice;

import bn.experiments.report.Claim;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** The claims of the experiment. */
final class ChoiceReport {
    private final Results results;
    private final Evidence evidence;
    private final Protocol protocol;

    private ChoiceReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
        protocol = evidence.protocol();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new ChoiceReport(evidence).findings();
    }

    private Findings findings() {
        ChoiceResults components = new ChoiceResults(results, ChoiceExperiment.COMPONENTS, protocol);
        ChoiceResults inputs = new ChoiceResults(results, ChoiceExperiment.ALL, protocol);
        List<Claim> claims = new ArrayList<>(claims(inputs, "", List.of(PenaltyFamily.WEIGHTED, PenaltyFamily.RIDGE)));
        claims.addAll(claims(components, "components-", List.of(PenaltyFamily.WEIGHTED)));
        claims.add(evidence.judge("accuracy", inputs.accuracyLead()));
        claims.add(results.quantity("error").isEmpty()
                ? evidence.notApplicable("james-stein", "no more examples than dimensions, or fewer than three dimensions")
                : evidence.judge("james-stein", results.largest("error").largest()));
        ChoiceText text = new ChoiceText(inputs, components, protocol);
        return new Findings(text.protocol(), claims, new ChoiceFigures(inputs, components).blocks(), text.meaning());
    }

    /** The claims of a regression; its criteria begin with a prefix. */
    private List<Claim> claims(ChoiceResults measured, String prefix, List<PenaltyFamily> keptRivals) {
        List<Claim> claims = new ArrayList<>();
        for (PenaltyFamily rival : List.of(PenaltyFamily.WEIGHTED, PenaltyFamily.RIDGE)) {
            claims.add(evidence.judgeAll(prefix + "near-" + rival.level(), measured.tunedExcess(rival)));
        }
        for (String factor : List.of(ChoiceTrial.SIZE, ChoiceExperiment.LABELS, ChoiceExperiment.INPUTS)) {
            for (PenaltyFamily rival : keptRivals) {
                String key = prefix + factor + "-" + rival.level();
                claims.add(measured.judged(factor).isEmpty()
                        ? evidence.notApplicable(key, "too few examples for another size with two examples a dimension")
                        : evidence.judge(key, ChoiceResults.regretLead(measured.judged(factor), rival)));
            }
        }
        String largest = measured.last(ChoiceTrial.SIZE);
        String smallest = measured.smallestRegular();
        claims.add(smallest.equals(largest)
                ? evidence.notApplicable(prefix + "follow-size", "too few examples for two sizes with two examples a dimension")
                : evidence.judge(prefix + "follow-size", measured.follow(ChoiceTrial.SIZE, largest, smallest).estimate()));
        claims.add(evidence.judge(prefix + "follow-labels", measured.follow(ChoiceExperiment.LABELS,
                measured.reference(ChoiceExperiment.LABELS), measured.last(ChoiceExperiment.LABELS)).estimate()));
        return claims;
    }
}
