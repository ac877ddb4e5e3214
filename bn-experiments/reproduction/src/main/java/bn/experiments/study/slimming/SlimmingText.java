package bn.experiments.study.slimming;

import bn.experiments.report.NumberText;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** What was done, and what the results mean. */
final class SlimmingText {
    private final Results results;
    private final Protocol protocol;

    SlimmingText(Results results, Protocol protocol) {
        this.results = results;
        this.protocol = protocol;
    }

    /** What was done, one paragraph each. */
    List<String> protocol() {
        double decay = SlimmingTrial.decay(SlimmingTrial.steps(protocol));
        return List.of("An MLP with hidden layers " + SlimmingTrial.hidden(protocol) + ", each with batch norm (ε "
                + NumberText.of(SlimmingTrial.EPS) + ") and ReLU, is trained on "
                + NumberText.of(SlimmingTrial.examples(protocol))
                + " examples that the seed draws" + (protocol.data().poolable() ? ", images averaged over 2 × 2 pixels" : "")
                + " (float32, SGD, batch 128, learning rate " + NumberText.of(SlimmingTrial.LEARNING_RATE) + ", momentum "
                + NumberText.of(SlimmingTrial.MOMENTUM) + ", at least " + NumberText.of(SlimmingTrial.steps(protocol))
                + " steps), with a weight decay κ of about " + NumberText.of(decay)
                + " on all weights, and on γ as well (μ = κ) or not (μ = 0). β does not decay. Then it goes on for as many steps with the "
                + "penalty s Σ|γ| on all γ, s = " + list() + " times κ, from velocities of 0.",
                "L1 is a proximal step: after each step γ moves toward 0 by ηs / (1 − θ), and stays 0 rather than pass it. It rests "
                        + "where ∂L/∂γ + μγ + s sign γ = 0, as with the sign added to the gradient, but a γ can be exactly 0.",
                "A channel is dead if its γ is 0 at each of the last three eighths of the steps, and alive if it is at none of them. λ of "
                        + "a living channel is minus the mean gradient over the mean γ of these steps. The gradients of dead channels "
                        + "are those of all training examples as one batch, at the end.",
                "Which channels of the last layer die is foretold at the beginning of L1, by |∂L/∂γ| where the channel's γ is 0 and all else "
                        + "is as it is: to first order, L1 of more than that holds it at 0. The area is the fraction of pairs of a dead and a "
                        + "living channel in which the dead one has the lower score, mean over strengths; 0.5 is chance.");
    }

    private static String list() {
        return String.join(", ", SlimmingTrial.strengths().stream().map(NumberText::of).toList());
    }

    /** What it means, one paragraph each. */
    List<String> meaning() {
        List<String> text = new ArrayList<>();
        double strongest = SlimmingTrial.strengths().get(SlimmingTrial.strengths().size() - 1);
        for (String decay : results.levels("gamma-decay")) {
            Results at = results.where("gamma-decay", decay).where("strength", strongest);
            List<String> layers = new ArrayList<>();
            for (String layer : at.levels("layer")) {
                layers.add(at.where("layer", layer).each("dead").estimate().text() + " of the channels of layer " + layer);
            }
            text.add((Boolean.parseBoolean(decay) ? "With" : "Without") + " weight decay of γ, L1 of " + NumberText.of(strongest)
                    + " times κ leaves " + String.join(" and ", layers) + " at γ = 0.");
        }
        if (!results.quantity("area, size").isEmpty()) {
            text.add("Which channels of the last layer die: of the pairs of a dead and a living one, |∂L/∂γ| at γ = 0 orders "
                    + results.mean("area, gradient").estimate().text() + " rightly, and |γ| "
                    + results.mean("area, size").estimate().text() + ", both before L1.");
        }
        text.add(
                "Theory says: L1 gives channels with a small γ the larger rate, s/|γ|, and weight decay gives all the same. So decay of γ alone does not "
                        + "make γ exactly 0, and L1 does so where the loss holds the channel with less than s.");
        return text;
    }
}
