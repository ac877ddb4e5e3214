package bn.experiments.study.depth;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** What the results mean, told from the estimates. */
final class DepthText {
    private final Results learned;
    private final Results fixed;
    private final Results descent;

    DepthText(Results training, Results descent) {
        learned = training.where(DepthExperiment.GAMMA, DepthExperiment.LEARNED);
        fixed = training.where(DepthExperiment.GAMMA, DepthExperiment.FIXED);
        this.descent = descent;
    }

    List<String> paragraphs() {
        return List.of(nets(), units(), overTime(), decay());
    }

    private String nets() {
        List<String> parts = new ArrayList<>();
        for (String layer : learned.levels("layer")) {
            parts.add(learned.where("layer", layer).each("net").estimate().text() + " (layer " + layer + ")");
        }
        Estimate lead = DepthReport.lead(learned.where(DepthExperiment.GAMMA, DepthExperiment.LEARNED)).estimate();
        return "Net rates over the training: " + String.join(", ", parts) + ". " + (lead.least() > 0
                ? "The last layer has more than any other: what batch norm penalizes, as a whole, is set where the outputs are."
                : "That the last layer has more than any other cannot be told from these seeds.")
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
        return "Single units at the end: negative rates have " + String.join("; ", parts) + " (5 % of units beyond either end). A unit "
                + "with a negative rate is pushed outwards, so no single rate describes a layer.";
    }

    private String overTime() {
        List<String> steps = learned.levels("step");
        List<String> layers = learned.levels("layer");
        Results last = learned.where("layer", layers.get(layers.size() - 1));
        Results lastFixed = fixed.where("layer", layers.get(layers.size() - 1));
        String end = steps.get(steps.size() - 1);
        return "Over training, Λ of the last layer goes from " + at(last, steps.get(0)) + " to " + at(last, end)
                + " with γ learned, and from " + at(lastFixed, steps.get(0)) + " to " + at(lastFixed, end) + " with γ fixed. At rest a "
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
            parts.add(last.mean("relative rate").estimate().text() + " with the output weights " + above + ", at an unrest of "
                    + last.mean("unrest").estimate().text());
        }
        Results held = descent.where(DepthExperiment.ABOVE, DepthExperiment.HELD);
        Estimate unrest = descent.where("layer", 1).mean("unrest").estimate();
        return "In the MLP the last layer's Λ/μ came to " + String.join("; and ", parts) + ". "
                + (unrest.least() > 1 ? "The inner layer found no rest: " : "The inner layer: ") + "unrest " + unrest.text()
                + ", and its γ ended at " + DepthReport.shrinkage(held).estimate().text() + " times that of the last layer. "
                + "Weight decay of γ is the regularization rate where γ can come to rest: in the last layer, with the layer above held. "
                + "Elsewhere γ can shrink at no cost, together with β below another batch norm, or against W′: its decay then moves a "
                + "scale that the network does not see.";
    }
}
