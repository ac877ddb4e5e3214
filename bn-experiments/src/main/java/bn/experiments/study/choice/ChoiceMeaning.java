package bn.experiments.study.choice;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

/** What the results mean, told from the estimates. */
final class ChoiceMeaning {
    private final Measured inputs;
    private final Measured measured;

    ChoiceMeaning(Measured inputs, Measured components) {
        this.inputs = inputs;
        measured = components;
    }

    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>(List.of(sameData()));
        String largest = measured.last(ChoiceTrial.SIZE);
        String smallest = measured.smallestRegular();
        if (!smallest.equals(largest)) {
            paragraphs.add("From " + largest + " to " + smallest + " examples the tuned rate goes "
                    + share(measured.follow(ChoiceTrial.SIZE, largest, smallest).estimate()) + " of the way of the best rate, in "
                    + "log(1+λ). Theory says a half, at fixed inputs: with E the explained variance and M its part that is signal, the "
                    + "best 1+λ is E/M, and the tuned one √E/γ. Where M stays and E grows by chance, as with fewer examples, γ "
                    + "would have to fall as M/√E to keep up.");
        }
        paragraphs.add(noise());
        paragraphs.add(regrets());
        return paragraphs;
    }

    private String sameData() {
        return "With one knob each, chosen on the same validation examples, BN's rates lose in the worst condition "
                + percent(Method.chosen(Family.WEIGHTED).of(measured.all()).largest("tuned excess")) + " of the test loss against one "
                + "data-weighted rate, and " + percent(Method.chosen(Family.RIDGE).of(measured.all()).largest("tuned excess"))
                + " against one ridge rate. In accuracy they are " + percent(measured.accuracyLead())
                + " points above the ridge in the mean of all conditions. A data-weighted rate shrinks all directions alike, a ridge "
                + "those with little variance more, so what separates them grows as the directions become hard to tell from noise.";
    }

    private String noise() {
        Estimate follow = measured.follow(ChoiceExperiment.LABELS, measured.reference(ChoiceExperiment.LABELS),
                measured.last(ChoiceExperiment.LABELS)).estimate();
        String direction = follow.most() < 0 ? "moves against the best rate"
                : follow.least() > 0 ? "moves with the best rate" : "has no direction that these seeds can tell";
        return "When labels become noisy, the tuned rate " + direction + ": " + share(follow) + " of its way. Noise takes from "
                + "the signal M, and the explained variance falls with it, which lowers √E/γ, while E/M rises. A rate tuned from E "
                + "alone cannot tell a signal that is weak from one that is small.";
    }

    private String regrets() {
        StringBuilder text = new StringBuilder("Kept where it was chosen at the reference, a γ costs ");
        String separator = "";
        for (String factor : List.of(ChoiceTrial.SIZE, ChoiceExperiment.LABELS, ChoiceExperiment.INPUTS)) {
            if (!measured.changed(factor).isEmpty()) {
                text.append(separator).append(percent(measured.regret(factor, Family.TUNED))).append(" of the test loss over other ")
                        .append(words(factor)).append(", a λ ").append(percent(measured.regret(factor, Family.WEIGHTED)))
                        .append(", a ridge rate ").append(percent(measured.regret(factor, Family.RIDGE)));
                separator = "; ";
            }
        }
        return text.append(". Each is held against its own family, chosen anew.").toString();
    }

    private static String words(String factor) {
        return switch (factor) {
            case ChoiceTrial.SIZE -> "numbers of examples";
            case ChoiceExperiment.LABELS -> "label noise";
            default -> "input noise";
        };
    }

    private static String share(Estimate share) {
        return share.text();
    }

    private static String percent(Sample sample) {
        Estimate estimate = sample.map(value -> 100 * value).estimate();
        return NumberText.of(estimate.mean()) + " %" + (estimate.interval()
                ? " (" + NumberText.of(estimate.low()) + " to " + NumberText.of(estimate.high()) + ")" : "");
    }
}
