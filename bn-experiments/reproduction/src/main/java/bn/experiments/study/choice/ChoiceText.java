package bn.experiments.study.choice;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What was done, and what the results mean. */
final class ChoiceText {
    private final ChoiceResults inputs;
    private final ChoiceResults components;
    private final Protocol protocol;

    ChoiceText(ChoiceResults inputs, ChoiceResults components, Protocol protocol) {
        this.protocol = protocol;
        this.inputs = inputs;
        this.components = components;
    }

    /** What it means, one paragraph each. */
    List<String> meaning() {
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
        return "On " + features
                + ", with one hyperparameter each that was chosen on the same validation examples, BN's rates have in "
                + "their worst condition "
                + above(SelectionRule.chosen(PenaltyFamily.WEIGHTED).of(measured.all()).largest("tuned excess"))
                + " the test loss of one data-weighted rate, and "
                + above(SelectionRule.chosen(PenaltyFamily.RIDGE).of(measured.all()).largest("tuned excess"))
                + " that of one ridge rate. "
                + "Their test accuracy less that of the ridge is " + measured.accuracyLead().text()
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
                : follow.least() > 0 ? "moves with the best rate" : "shows no direction with these seeds";
        Estimate noisy = SelectionRule.kept(PenaltyFamily.TUNED)
                .of(components.along(ChoiceExperiment.LABELS).where(ChoiceExperiment.LABELS,
                        components.last(ChoiceExperiment.LABELS)))
                .each("log rate").map(Math::expm1).estimate();
        return "Label noise: on components, the tuned rate " + direction + ", " + follow.text() + " times its way. Noise takes "
                + "from the signal M, so the explained variance E falls and with it the tuned rate √E/γ − 1, while the best one, "
                + "E/M − 1, rises. E alone cannot tell a weak signal from noise."
                + (noisy.most() < 0 ? " At the kept γ the tuned rate is even negative, " + noisy.text() + ": batch norm inflates "
                        + "the least-squares weights to reach its scale." : "");
    }

    private static String regrets(ChoiceResults measured, String features) {
        List<String> parts = new ArrayList<>();
        for (String factor : List.of(ChoiceTrial.SIZE, ChoiceExperiment.LABELS, ChoiceExperiment.INPUTS)) {
            add(parts, measured.judged(factor), words(factor));
        }
        add(parts, measured.notJudged(ChoiceTrial.SIZE), "numbers below two examples a dimension, which are not judged");
        return "What it costs to keep a hyperparameter when the data change, in 100 times the log of the test loss, on "
                + features
                + ": " + String.join("; ", parts) + ".";
    }

    private static void add(List<String> parts, Results conditions, String words) {
        if (!conditions.isEmpty()) {
            parts.add(points(ChoiceResults.regret(conditions, PenaltyFamily.TUNED)).text() + " (γ), "
                    + points(ChoiceResults.regret(conditions, PenaltyFamily.WEIGHTED)).text() + " (λ) and "
                    + points(ChoiceResults.regret(conditions, PenaltyFamily.RIDGE)).text() + " (ridge) under " + words);
        }
    }

    private void jamesStein(List<String> paragraphs) {
        Results reference = components.along(ChoiceTrial.SIZE)
                .where(ChoiceTrial.SIZE, components.reference(ChoiceTrial.SIZE));
        if (!SelectionRule.JAMES_STEIN.of(reference).isEmpty()) {
            paragraphs.add("At the reference, on components, BN would tune James-Stein's rates at γ "
                    + SelectionRule.JAMES_STEIN.of(reference).each(ChoiceTrial.HYPERPARAMETER).estimate().text()
                    + ", mean of the classes; the best γ on "
                    + "validation is "
                    + SelectionRule.chosen(PenaltyFamily.TUNED).of(reference).each(ChoiceTrial.HYPERPARAMETER).estimate().text()
                    + ". James-Stein needs the number of examples, the rank and R²; BN with a chosen γ knows R² alone.");
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

    /** What was done, one paragraph each. */
    List<String> protocol() {
        String sizes = Arrays.stream(TrainingSizes.of(protocol)).mapToObj(NumberText::of).collect(Collectors.joining("; "));
        return List.of(
                "Linear regression on one-hot classes, solved exactly in float64 from the moments"
                        + (protocol.data().poolable() ? ", of images at half their height and width" : "") + ". The seed draws "
                        + "training examples (" + sizes + "; larger sets contain smaller ones) and "
                        + NumberText.of(protocol.data().train() - protocol.trainable()) + " validation examples. The loss is "
                        + "half the squared error, summed over the classes; the test examples have no part in any choice but "
                        + "that of the oracle, which is named so and is a bound, not a method.",
                "One hyperparameter each: BN's scale γ, shared by the classes, with each class at its tuned rate λ = sd(y) R/γ − 1 (T4); a "
                        + "data-weighted penalty (λ/2) v·Sv of one λ; a ridge (a/2)‖v‖² of one a. The best γ and λ are exact, "
                        + "as the loss is a quadratic of γ and of 1/(1+λ), and may be negative rates; a is searched over 13 "
                        + "decades of the largest eigenvalue and on finer grids. So many validation examples favour the "
                        + "methods that choose by them. From the training examples alone: least squares, which is BN with a learned γ and "
                        + "no decay of it (λ = 0), and, with a rate for each class, generalized cross-validation, evidence, and "
                        + "James-Stein where it is defined.",
                "All of it is done on all inputs, and on the fewest leading principal components that keep 95 % of the "
                        + "variance of the clean training inputs, whose labels are not looked at. The components were added "
                        + "after a first quick run, with the same criteria: inputs that hardly vary among few training examples got "
                        + "weights so large that a handful of held-out examples decided the loss. Both are reported.",
                "Noise is part of the problem: training, validation and test examples have it. A fraction of the labels is drawn "
                        + "anew, each class as likely, or Gaussian noise is added to each input, in units of the "
                        + "root-mean-square deviation of the inputs.",
                "Kept hyperparameters are those chosen on the validation examples of the reference condition: "
                        + NumberText.of(TrainingSizes.reference(protocol))
                        + " clean training examples. Regret is the log of the test loss with the kept hyperparameter over that "
                        + "with one chosen anew on validation examples of the changed condition, each family against itself. "
                        + "Of the sizes only those are judged that have two examples a dimension, N of at least 2 (r + 2) with r the "
                        + "rank, as in the claim on how far the rates move: there theory says how much of the regret is left, and no "
                        + "single size decides the mean by losses near N = r.",
                "Differences are paired by seed; intervals are of 95 %. Those of losses and accuracies are for other seeds and for "
                        + "other test examples: all seeds and conditions share the test examples, so the variance of the paired "
                        + "difference over them is added as a whole (of a mean over conditions, the square of the mean deviation, "
                        + "which it cannot exceed). The rates and how far they move are read off training and validation examples, and "
                        + "test examples have no part in them. Validation examples are drawn by the seed.");
    }
}
