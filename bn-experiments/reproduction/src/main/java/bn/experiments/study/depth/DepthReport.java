package bn.experiments.study.depth;

import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The claims of the experiment, and how it was done. */
final class DepthReport {
    private final Results training;
    private final Results softmax;
    private final Results descent;
    private final Evidence evidence;
    private final Protocol protocol;

    private DepthReport(Evidence evidence) {
        Results results = evidence.results();
        training = results.where(DepthExperiment.PART, DepthExperiment.TRAINING);
        softmax = results.where(DepthExperiment.PART, DepthExperiment.SOFTMAX);
        descent = results.where(DepthExperiment.PART, DepthExperiment.DESCENT);
        this.evidence = evidence;
        protocol = evidence.protocol();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new DepthReport(evidence).findings();
    }

    private Findings findings() {
        List<Claim> claims = new ArrayList<>(List.of(
                evidence.judge("balance", training.largest("inner error").largest()),
                evidence.judge("last", training.largest("last error").largest()),
                evidence.judge("net", lead(training).estimate())));
        claims.addAll(softmaxClaims());
        Results held = descent.where(DepthExperiment.ABOVE, DepthExperiment.HELD);
        Results free = descent.where(DepthExperiment.ABOVE, DepthExperiment.FREE);
        claims.add(evidence.judge("held", last(held).farthest("relative rate", 1).estimate()));
        claims.add(evidence.judge("free", last(free).largest("relative error").estimate()));
        claims.add(evidence.judge("inner", shrinkage(held).estimate()));
        return new Findings(protocol(), claims, new DepthFigures(training, softmax, descent).blocks(),
                new DepthText(training, descent).paragraphs());
    }

    /** How much more net rate the last layer has than the inner layer with most, with gamma learned. */
    static Sample lead(Results training) {
        Results learned = training.where(DepthExperiment.GAMMA, DepthExperiment.LEARNED);
        List<String> layers = learned.levels("layer");
        Sample inner = null;
        for (String layer : layers.subList(0, layers.size() - 1)) {
            Sample size = learned.where("layer", layer).each("net").map(Math::abs);
            inner = inner == null ? size : larger(inner, size);
        }
        return learned.where("layer", layers.get(layers.size() - 1)).each("net").map(Math::abs).minus(inner);
    }

    /** max(a, b) = b + max(a - b, 0), seed by seed. */
    private static Sample larger(Sample one, Sample other) {
        return other.plus(one.minus(other).map(difference -> Math.max(difference, 0)));
    }

    static Results last(Results descent) {
        return descent.where("layer", DescentTrial.HIDDEN.size());
    }

    /** Scale of the inner layer over that of the last, at the decay where it is largest. */
    static Sample shrinkage(Results held) {
        Sample largest = null;
        for (String decay : held.levels(DepthExperiment.DECAY)) {
            Results at = held.where(DepthExperiment.DECAY, decay);
            Sample ratio = at.where("layer", 1).each("scale").over(last(at).each("scale"));
            largest = largest == null ? ratio : larger(largest, ratio);
        }
        return largest;
    }

    private List<Claim> softmaxClaims() {
        if (softmax.quantity("solved").isEmpty()) {
            String reason = "all features are constant";
            return List.of(evidence.notApplicable("softmax-rate", reason), evidence.notApplicable("softmax-solution", reason),
                    evidence.notApplicable("softmax-solved", reason));
        }
        List<Claim> claims = new ArrayList<>();
        if (softmax.quantity("difference").isEmpty()) {
            claims.add(evidence.notApplicable("softmax-rate", "no problem was solved closely enough"));
            claims.add(evidence.notApplicable("softmax-solution", "no problem was solved closely enough"));
        } else {
            claims.add(evidence.judge("softmax-rate", softmax.largest("rate error").largest()));
            claims.add(evidence.judge("softmax-solution", softmax.largest("difference").largest()));
        }
        claims.add(evidence.judge("softmax-solved", 1 - softmax.farthest("solved", 1).largest()));
        return claims;
    }

    private List<String> protocol() {
        String pooled = protocol.data().poolable() ? ", images averaged over 2 × 2 pixels" : "";
        return List.of(
                "Training: an MLP with hidden layers of " + TrainingTrial.hidden(protocol) + " units, each with batch norm (ε 0) and ReLU, "
                        + "and an output layer without, is trained in float64 for " + TrainingTrial.epochs(protocol) + " epochs on "
                        + NumberText.of(TrainingTrial.examples(protocol)) + " examples that the seed draws (SGD, batch 128, learning rate "
                        + "0.1, momentum 0.9, no weight decay), with γ learned, and with γ fixed at 1. At every step λ = −(∂L/∂γ) / γ "
                        + "is read off for every unit. Curves are means over parts of the training, since a single batch is noisy. At the "
                        + "end the rates of units are read once more, with all examples as one batch.",
                "A layer's rate Λ is the mean of its units' rates by γ², Σ γ² λ / Σ γ². Its net rate is Σ γ² λ, in units of the "
                        + "loss. The errors of T8 are relative to the sum of the sizes of all terms, so a layer whose terms cancel does "
                        + "not pass for that.",
                "Rest: softmax regression with batch-normalized outputs on " + NumberText.of(SoftmaxTrial.examples(protocol))
                        + " examples" + pooled + " (float64, full batch, ε 0), γ and β learned, γ under weight decay μ, is solved by "
                        + "L-BFGS to a gradient of 10⁻¹⁰; up to 10⁻⁸ counts as solved. Beside it the problem without batch norm, with "
                        + "the penalty (μ/2) v·Sv for each class, from v = 0 and without any batch-norm kernel.",
                "On the way to rest: an MLP with hidden layers of " + DescentTrial.HIDDEN + " units on "
                        + NumberText.of(DescentTrial.examples(protocol)) + " examples" + pooled + ", all of them one batch, "
                        + NumberText.of(DescentTrial.steps(protocol)) + " steps of momentum 0.9 with learning rate 0.1, which is halved "
                        + (DescentTrial.SHARES.length - 1) + " times at the end; learning time Σ η / (1 − θ) = "
                        + NumberText.of(DescentTrial.time(protocol)) + ", so 1/(2μ) fits in "
                        + DepthExperiment.descentDecays(protocol).stream().map(decay -> NumberText.of(2 * decay
                        * DescentTrial.time(protocol)) + " times (μ = " + NumberText.of(decay) + ")").collect(Collectors.joining(", "))
                        + ". γ decays at μ; the output weights decay at μ (held) or do not (free); nothing else decays. Unrest is "
                        + "‖∂L/∂γ + μγ‖ / ‖μγ‖: 0 at rest, where λ = μ for every unit.",
                "Without decay of the output weights W′ nothing stops γ from shrinking against W′: (tγ, tβ, W′/t) has the same outputs "
                        + "for every t. If all but this common scale is at rest, as it is to first order in μ, "
                        + "T3 and T8 give λ/μ = 1 − Σγ² / (Σγ² + Σβ² + ‖W′‖²) for every unit. "
                        + "A first version claimed Λ = 0 there, since T8 has Σ γ² λ → 0; a first quick run on MNIST refuted it, rightly: "
                        + "γ → 0 does that as well. This form, and the claim on the inner layer, were set after that run, and before any "
                        + "other.");
    }
}
