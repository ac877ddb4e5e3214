package bn.experiments.study.decay;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** What was done, and what the results mean. */
final class DecayText {
    private final Results results;
    private final Protocol protocol;

    DecayText(Results results, Protocol protocol) {
        this.results = results;
        this.protocol = protocol;
    }

    /** What was done, one paragraph each. */
    List<String> protocol() {
        return List.of(
                "For images, the full study trains a residual network with shortcuts A, ResNet-8 for grey and ResNet-20 for coloured ones"
                        + (protocol.data().poolable() ? " on images averaged over 2 × 2 pixels;" : ";")
                        + " for other data, and in a quick study, an MLP with hidden layers " + DecayTrial.hidden(protocol)
                        + ": " + NumberText.of(DecayTrial.examples(protocol)) + " examples that the seed draws, float32, batch "
                        + DecayTrial.BATCH + ", ε " + NumberText.of(DecayTrial.EPS) + ", at least "
                        + NumberText.of(DecayTrial.steps(protocol))
                        + " steps at the full learning rate, then a quarter as many at a tenth of it. SGD has the learning rate "
                        + NumberText.of(Rule.SGD.learningRate()) + " and momentum " + NumberText.of(Rule.MEMORY) + ", AdamW "
                        + NumberText.of(Rule.ADAMW.learningRate()) + ", β₁ " + NumberText.of(Rule.MEMORY) + " and β₂ "
                        + NumberText.of(Rule.SQUARES) + ". The weight decay is about " + decay(Rule.SGD) + " for SGD and "
                        + decay(Rule.ADAMW)
                        + " for AdamW: 5 over the effective learning rate and the number of steps, which is what a usual "
                        + "training has in its first tens of epochs.",
                "Weight decay is on no parameter; on the weights of all linear maps; on inner γ and β; on the last γ; on all "
                        + "parameters. The last γ are those whose outputs reach the output layer through nothing but sums, ReLU and "
                        + "pooling: in a ResNet those of the stem and of the second convolution of each block. The others are inner: "
                        + "only normalized convolutions or layers read them. All placements start from the same weights and have "
                        + "the same examples in the same order.",
                "Rates, angles and lengths are means over the last three eighths of the steps at the full learning rate. The rate is "
                        + "Σ γ²λ / Σ γ² over units and steps. At rest with decay κ it is κ for SGD (T5) and the mean of "
                        + "κ (√v̂ + ε) for AdamW, v̂ the running mean of squared gradients (T16). The rate relative to that is "
                        + "given also where nothing decays, for comparison. Gradient noise makes γ longer, as in T10, and that takes a part of the decay: "
                        + "the squared relative step of γ over that of T10 or T16 at equilibrium. The angle is that of (γ, β) of a layer, as one vector, "
                        + "before and after a step. By T17 it is that of weights before batch norm at equilibrium, √(2ηκ/(1+θ)) for SGD.",
                "Losses are those of test examples at the end. Their comparison has the sampling of test examples in its interval.");
    }

    private String decay(Rule rule) {
        return NumberText.of(rule.decay(DecayTrial.steps(protocol)));
    }

    /** What it means, one paragraph each. */
    List<String> meaning() {
        List<String> text = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            Estimate loss = results.where("optimizer", rule.label()).each("loss ratio").estimate();
            text.add(rule.label() + ": with decay of inner γ and β their angle is " + angle(rule, Placement.INNER)
                    + " times the predicted one, without any decay " + angle(rule, Placement.NONE)
                    + " times. The rate of the last γ is, relative to that at rest with decay, " + rate(rule, Placement.NONE)
                    + " without decay, " + rate(rule, Placement.WEIGHTS) + " with decay of weights alone, "
                    + rate(rule, Placement.INNER)
                    + " with decay of inner γ and β, " + rate(rule, Placement.LAST) + " with that of the last γ and "
                    + rate(rule, Placement.ALL)
                    + " with that of all. The logarithm of the test loss with decay of all parameters "
                    + "over that with decay of weights alone is " + loss.text() + ", and the test accuracy differs by "
                    + results.where("optimizer", rule.label()).each("accuracy lead").estimate().text() + ".");
        }
        text.add(
                "Theory says that what decay of γ and β does depends on where they are; the claims above tell whether it is so here. Where only normalized maps read them it sets how fast their "
                        + "direction turns. Where the output layer reads them it sets the regularization rate. Decay of the weights alone leaves the "
                        + "rate to the balance of the last γ with the output weights (T8), which moves slowly.");
        return text;
    }

    private String angle(Rule rule, Placement placement) {
        return DecayReport.at(results, rule, placement).mean("angle ratio").estimate().text();
    }

    private String rate(Rule rule, Placement placement) {
        return DecayReport.relative(results, rule, placement).estimate().text();
    }
}
