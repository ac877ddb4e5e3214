package bn.experiments.study.choice;

import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The claims of the experiment, and how it was done. */
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
        claims.add(evidence.judge("accuracy", inputs.accuracyLead().estimate()));
        claims.add(results.quantity("error").isEmpty()
                ? evidence.notApplicable("james-stein", "no more examples than dimensions, or fewer than three dimensions")
                : evidence.judge("james-stein", results.largest("error").largest()));
        return new Findings(protocol(), claims, new ChoiceFigures(inputs, components).blocks(),
                new ChoiceText(inputs, components).paragraphs());
    }

    /** The claims of a regression; its criteria begin with a prefix. */
    private List<Claim> claims(ChoiceResults measured, String prefix, List<PenaltyFamily> keptRivals) {
        List<Claim> claims = new ArrayList<>();
        for (PenaltyFamily rival : List.of(PenaltyFamily.WEIGHTED, PenaltyFamily.RIDGE)) {
            claims.add(evidence.judge(prefix + "near-" + rival.level(),
                    SelectionRule.chosen(rival).of(measured.all()).largest("tuned excess").estimate()));
        }
        for (String factor : List.of(ChoiceTrial.SIZE, ChoiceExperiment.LABELS, ChoiceExperiment.INPUTS)) {
            for (PenaltyFamily rival : keptRivals) {
                String key = prefix + factor + "-" + rival.level();
                claims.add(measured.changed(factor).isEmpty() ? evidence.notApplicable(key, "too few examples for another size")
                        : evidence.judge(key, measured.moreRegret(factor, rival).estimate()));
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

    private List<String> protocol() {
        String sizes = Arrays.stream(TrainingSizes.of(protocol)).mapToObj(NumberText::of).collect(Collectors.joining("; "));
        return List.of(
                "Linear regression on one-hot classes, solved exactly in float64 from the moments"
                        + (protocol.data().poolable() ? ", of images at half their height and width" : "") + ". The seed draws "
                        + "training examples (" + sizes + "; larger sets contain smaller ones) and "
                        + NumberText.of(protocol.data().train() - protocol.trainable()) + " validation examples. The loss is "
                        + "half the squared error, summed over the classes; the test examples have no part in any choice but "
                        + "that of the oracle, which is named so and is a bound, not a method.",
                "One knob each: BN's scale γ, shared by the classes, with each class at its tuned rate λ = sd(y) R/γ − 1 (T4); a "
                        + "data-weighted penalty (λ/2) v·Sv of one λ; a ridge (a/2)‖v‖² of one a. The best γ and λ are exact, "
                        + "as the loss is a quadratic of γ and of 1/(1+λ), and may be negative rates; a is searched over 13 "
                        + "decades of the largest eigenvalue and on finer grids. So many validation examples favour whoever "
                        + "chooses by them. From the training examples alone: least squares, which is BN with a learned γ and "
                        + "no decay of it (λ = 0), and, with a rate for each class, generalized cross-validation, evidence, and "
                        + "James-Stein where it is defined.",
                "All of it is done on all inputs, and on the fewest leading principal components that keep 95 % of the "
                        + "variance of the clean training inputs, whose labels are not looked at. The components were added "
                        + "after a first quick run, with the same criteria: inputs that hardly vary among few training examples got "
                        + "weights so large that a handful of held-out examples decided the loss. Both are reported.",
                "Noise is part of the problem: training, validation and test examples have it. A share of the labels is drawn "
                        + "anew, each class as likely, or Gaussian noise is added to each input, in units of the "
                        + "root-mean-square deviation of the inputs.",
                "Kept knobs are those chosen on the validation examples of the reference condition: "
                        + NumberText.of(TrainingSizes.reference(protocol)) + " clean training examples. Regret is the relative growth "
                        + "of the test loss when a knob is kept instead of chosen anew on validation examples of the changed "
                        + "condition, each family against itself. Differences are paired by seed; intervals are of 95 %.");
    }
}
