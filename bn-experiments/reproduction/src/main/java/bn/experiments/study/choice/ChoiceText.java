package bn.experiments.study.choice;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

/** What the results mean, told from the estimates. */
final class ChoiceText {
    private final ChoiceResults inputs;
    private final ChoiceResults components;

    ChoiceText(ChoiceResults inputs, ChoiceResults components) {
        this.inputs = inputs;
        this.components = components;
    }

    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>(List.of(sameData(inputs, "all inputs"), sameData(components, "components")));
        String largest = components.last(ChoiceTrial.SIZE);
        String smallest = components.smallestRegular();
        if (!smallest.equals(largest)) {
            paragraphs.add("Size: from " + largest + " to " + smallest + " examples, on components, the tuned rate goes "
                    + components.follow(ChoiceTrial.SIZE, largest, smallest).estimate().text() + " times the way of the best "
                    + "rate, in log(1+λ). With E the explained variance and M its part that is signal, the best 1+λ at fixed "
                    + "inputs is E/M and the tuned one √E/γ: where M stays and E grows by chance, as with fewer examples, that "
                    + "is half the way.");
        }
        paragraphs.add(labels());
        paragraphs.add(regrets(components, "components"));
        paragraphs.add(regrets(inputs, "all inputs"));
        jamesStein(paragraphs);
        return paragraphs;
    }

    private static String sameData(ChoiceResults measured, String features) {
        String largest = measured.last(ChoiceTrial.SIZE);
        Estimate overLeastSquares = SelectionRule.chosen(PenaltyFamily.TUNED).lossAbove(SelectionRule.LEAST_SQUARES,
                measured.along(ChoiceTrial.SIZE).where(ChoiceTrial.SIZE, largest)).estimate();
        return "On " + features + ", with one knob each that was chosen on the same validation examples, BN's rates have in "
                + "their worst condition " + above(SelectionRule.chosen(PenaltyFamily.WEIGHTED).of(measured.all()).largest("tuned excess"))
                + " the test loss of one data-weighted rate, and "
                + above(SelectionRule.chosen(PenaltyFamily.RIDGE).of(measured.all()).largest("tuned excess")) + " that of one ridge rate. "
                + "Their accuracy less that of the ridge is, in percentage points, " + points(measured.accuracyLead()).text()
                + " in the mean of all conditions. Both data-weighted rates shrink all directions alike; a ridge shrinks those "
                + "of little variance more, which the examples tell least about."
                + (overLeastSquares.least() > 0 ? " With " + largest + " examples they lose even to no rate at all, by "
                        + overLeastSquares.text() + " % of the loss: under one γ the classes that are explained best get the "
                        + "largest rates, and need them least." : "");
    }

    private String labels() {
        Estimate follow = components.follow(ChoiceExperiment.LABELS, components.reference(ChoiceExperiment.LABELS),
                components.last(ChoiceExperiment.LABELS)).estimate();
        String direction = follow.most() < 0 ? "moves against the best rate"
                : follow.least() > 0 ? "moves with the best rate" : "shows no direction that these seeds can tell";
        Estimate noisy = SelectionRule.kept(PenaltyFamily.TUNED).of(components.along(ChoiceExperiment.LABELS).where(ChoiceExperiment.LABELS,
                components.last(ChoiceExperiment.LABELS))).each("log rate").map(Math::expm1).estimate();
        return "Label noise: on components, the tuned rate " + direction + ", " + follow.text() + " times its way. Noise takes "
                + "from the signal M, so the explained variance E falls and with it the tuned rate √E/γ − 1, while the best one, "
                + "E/M − 1, rises. E alone cannot tell a weak signal from noise."
                + (noisy.most() < 0 ? " At the kept γ the tuned rate is even negative, " + noisy.text() + ": batch norm inflates "
                        + "the least-squares weights to reach its scale." : "");
    }

    private static String regrets(ChoiceResults measured, String features) {
        List<String> parts = new ArrayList<>();
        for (String factor : List.of(ChoiceTrial.SIZE, ChoiceExperiment.LABELS, ChoiceExperiment.INPUTS)) {
            if (!measured.changed(factor).isEmpty()) {
                parts.add(points(measured.regret(factor, PenaltyFamily.TUNED)).text() + " (γ), "
                        + points(measured.regret(factor, PenaltyFamily.WEIGHTED)).text() + " (λ) and "
                        + points(measured.regret(factor, PenaltyFamily.RIDGE)).text() + " (ridge) under " + words(factor));
            }
        }
        return "What it costs to keep a knob when the data change, in % of the test loss, on " + features + ": "
                + String.join("; ", parts) + ".";
    }

    private void jamesStein(List<String> paragraphs) {
        Results reference = components.along(ChoiceTrial.SIZE)
                .where(ChoiceTrial.SIZE, components.reference(ChoiceTrial.SIZE));
        if (!SelectionRule.JAMES_STEIN.of(reference).isEmpty()) {
            paragraphs.add("At the reference, on components, BN would tune James-Stein's rates at γ "
                    + SelectionRule.JAMES_STEIN.of(reference).each("knob").estimate().text() + ", mean of the classes; the best γ on "
                    + "validation is " + SelectionRule.chosen(PenaltyFamily.TUNED).of(reference).each("knob").estimate().text()
                    + ". James-Stein needs the number of examples, the rank and R²; BN with a γ of one's own knows R² alone.");
        }
    }

    private static String words(String factor) {
        return switch (factor) {
            case ChoiceTrial.SIZE -> "other numbers of examples";
            case ChoiceExperiment.LABELS -> "label noise";
            default -> "input noise";
        };
    }

    private static Estimate points(Sample shares) {
        return shares.map(share -> 100 * share).estimate();
    }

    private static String above(Sample excess) {
        Estimate times = excess.map(share -> 1 + share).estimate();
        return NumberText.of(times.mean()) + " times" + (times.interval()
                ? " (" + NumberText.of(times.low()) + " to " + NumberText.of(times.high()) + ")" : "");
    }
}
