package bn.experiments.study.depth;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was done, and what the results mean. */
final class DepthText {
    private final Results learned;
    private final Results fixed;
    private final Results descent;
    private final Protocol protocol;

    DepthText(Results training, Results descent, Protocol protocol) {
        this.protocol = protocol;
        learned = training.where(DepthExperiment.GAMMA, DepthExperiment.LEARNED);
        fixed = training.where(DepthExperiment.GAMMA, DepthExperiment.FIXED);
        this.descent = descent;
    }

    /** What it means, one paragraph each. */
    List<String> meaning() {
        return List.of(nets(), units(), overTime(), decay());
    }

    private String nets() {
        List<String> parts = new ArrayList<>();
        for (String layer : learned.levels("layer")) {
            parts.add(learned.where("layer", layer).each("net").estimate().text() + " (layer " + layer + ")");
        }
        Estimate share = DepthReport.share(learned).estimate();
        return "Net rates over the training: " + String.join(", ", parts) + ". "
                + "Those of inner layers are 0 but for rounding, as T8 says. That of the last layer is " + share.text()
                + " of what it would be if its rates had one sign: what batch norm penalizes, as a whole, is set where the outputs are."
                + " In inner layers a rate is what one unit has at the cost of another.";
    }

    private String units() {
        List<String> parts = new ArrayList<>();
        for (String layer : learned.levels("layer")) {
            Results at = learned.where("layer", layer);
            parts.add(NumberText.of(100 * at.each("negative").estimate().mean()) + " % in layer " + layer + ", λ from "
                    + NumberText.of(at.where("quantile", 0.05).each("lambda").estimate().mean()) + " to "
                    + NumberText.of(at.where("quantile", 0.95).each("lambda").estimate().mean()));
        }
        return "Single units at the end: negative rates have " + String.join("; ", parts)
                + " (5 % of units beyond either end). A unit "
                + "with a negative rate is pushed outwards, so no single rate describes a layer.";
    }

    private String overTime() {
        List<String> steps = learned.levels("step");
        List<String> layers = learned.levels("layer");
        Results last = learned.where("layer", layers.get(layers.size() - 1));
        Results lastFixed = fixed.where("layer", layers.get(layers.size() - 1));
        String end = steps.get(steps.size() - 1);
        return "Over training, Λ of the last layer goes from " + at(last, steps.get(0)) + " to " + at(last, end)
                + " with γ learned, and from " + at(lastFixed, steps.get(0)) + " to " + at(lastFixed, end)
                + " with γ fixed. At a stationary point a "
                + "learned γ without decay has λ = 0 (T5): such a network ends with no penalty by batch norm, and what rate there is on "
                + "the way is a transient.";
    }

    private static String at(Results layer, String step) {
        return layer.where("step", step).each("rate at").estimate().text();
    }

    private String decay() {
        List<String> parts = new ArrayList<>();
        for (String above : List.of(DepthExperiment.HELD, DepthExperiment.FREE)) {
            Results last = DepthReport.last(descent.where(DepthExperiment.ABOVE, above));
            parts.add(last.mean("relative rate").estimate().text() + " with the output weights " + above
                    + ", at a distance from convergence of "
                    + last.mean("unrest").estimate().text());
        }
        Results held = descent.where(DepthExperiment.ABOVE, DepthExperiment.HELD);
        Estimate unrest = descent.where("layer", 1).mean("unrest").estimate();
        return "In the MLP the last layer's Λ/μ came to " + String.join("; and ", parts) + ". "
                + (unrest.least() > 1 ? "The inner layer did not converge: " : "The inner layer: ") + "distance from convergence "
                + unrest.text()
                + ", and its γ ended at " + DepthReport.shrinkage(held).estimate().text() + " times that of the last layer. "
                + "Weight decay of γ is the regularization rate where γ can converge: in the last layer, with the layer above held. "
                + "Elsewhere γ can shrink at no cost, together with β below another batch norm, or against W′: its decay then moves a "
                + "scale that the network does not see.";
    }

    /** What was done, one paragraph each. */
    List<String> protocol() {
        String pooled = protocol.data().poolable() ? ", images averaged over 2 × 2 pixels" : "";
        return List.of(
                "Training: an MLP with hidden layers of " + TrainingTrial.hidden(protocol)
                        + " units, each with batch norm (ε 0) and ReLU, "
                        + "and an output layer without, is trained in float64 for " + TrainingTrial.epochs(protocol)
                        + " epochs on "
                        + NumberText.of(TrainingTrial.examples(protocol))
                        + " examples that the seed draws (SGD, batch 128, learning rate "
                        + "0.1, momentum 0.9, no weight decay), with γ learned, and with γ fixed at 1. At every step λ = −(∂L/∂γ) / γ "
                        + "is read off for every unit. Curves are means over parts of the training, since a single batch is noisy. At the "
                        + "end the rates of units are read once more, with all examples as one batch.",
                "A layer's rate Λ is the mean of its units' rates by γ², Σ γ² λ / Σ γ². Its net rate is Σ γ² λ, in units of the "
                        + "loss. The errors of T8 are relative to the sum of the sizes of all terms, so a layer whose terms cancel does "
                        + "not pass for that.",
                "Convergence: softmax regression with batch-normalized outputs on "
                        + NumberText.of(SoftmaxTrial.examples(protocol))
                        + " examples" + pooled
                        + " (float64, full batch, ε 0), γ and β learned, γ under weight decay μ, is solved by "
                        + "L-BFGS to a gradient of 10⁻¹⁰; up to 10⁻⁸ counts as solved. It is compared with the problem without batch norm, with "
                        + "the penalty (μ/2) v·Sv for each class, from v = 0 and without any batch-norm kernel.",
                "Before convergence: an MLP with hidden layers of " + DescentTrial.HIDDEN + " units on "
                        + NumberText.of(DescentTrial.examples(protocol)) + " examples" + pooled + ", all of them one batch, "
                        + NumberText.of(DescentTrial.steps(protocol))
                        + " steps of momentum 0.9 with learning rate 0.1, which is halved "
                        + (DescentTrial.FRACTIONS.length - 1) + " times at the end; learning time Σ η / (1 − θ) = "
                        + NumberText.of(DescentTrial.time(protocol)) + ", so 1/(2μ) fits in "
                        + DepthExperiment.descentDecays(protocol).stream().map(decay -> NumberText.of(2 * decay
                                * DescentTrial.time(protocol)) + " times (μ = " + NumberText.of(decay) + ")")
                                .collect(Collectors.joining(", "))
                        + ". γ decays at μ; the output weights decay at μ (held) or do not (free); nothing else decays. The distance from convergence is "
                        + "‖∂L/∂γ + μγ‖ / ‖μγ‖: 0 at a stationary point, where λ = μ for every unit.",
                "Without decay of the output weights W′ nothing stops γ from shrinking against W′: (tγ, tβ, W′/t) has the same outputs "
                        + "for every t. If all but this common scale has converged, as it has to first order in μ, "
                        + "T3 and T8 give λ/μ = 1 − Σγ² / (Σγ² + Σβ² + ‖W′‖²) for every unit. "
                        + "A first version claimed Λ = 0 there, since T8 has Σ γ² λ → 0; a first quick run on MNIST refuted it, rightly: "
                        + "γ → 0 does that as well. This form, and the claim on the inner layer, were set after that run, and before any "
                        + "other.");
    }
}
