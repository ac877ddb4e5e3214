package bn.experiments.study.batch;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.List;

/** What was done, and what the results mean. */
final class BatchSizeText {

    private BatchSizeText() {}

    /** What was done, one paragraph each. */
    static List<String> protocol(Protocol protocol) {
        int count = BatchSizeExperiment.examples(protocol);
        int largest = BatchSizeExperiment.LARGEST;
        int smallest = BatchSizeExperiment.SIZES.get(0);
        return List.of("A seed draws " + NumberText.of(count) + " training examples, which stand for the population. Linear "
                + "outputs, one for each class, have the weights of batch-normalized linear regression on the classes (closed form"
                + (protocol.data().poolable() ? ", images at half their size" : "") + "), and γ = 0.1 and β the fractions of the "
                + "classes for the squared loss, γ = 1 and β their log odds for the logistic, γ = 1 and β their logarithms for "
                + "softmax. The network is an MLP with hidden layers " + LayerLoss.HIDDEN + ", γ and β learned in "
                + LayerLoss.EPOCHS + " epochs on these examples (float32, batch 128, learning rate 0.1, momentum 0.9); its last "
                + "batch norm is examined; ReLU and softmax follow it, and the layers before it use the statistics of all examples. Its "
                + "predictions are those of the measurement of a whole network (bn.experiments.rate).",
                "For each M, batches are drawn with replacement, so that examples are independent as T9 has them; those of the network "
                        + "without, as in an epoch, which the prediction counts by (N − M) / (N − 1): "
                        + NumberText.of(BatchSizeExperiment.batches(protocol, smallest)) + " of M = " + smallest + " to "
                        + NumberText.of(BatchSizeExperiment.batches(protocol, largest)) + " of M = " + NumberText.of(largest)
                        + " (float64, ε 0; network " + NumberText.of(1e-5)
                        + "; softmax once more with ε as large as the variances, so that κ = Var / (Var + ε) is a half). From the loss with their statistics are subtracted the loss of the same examples with those "
                        + "of the population, and what is linear in the noise of the statistics, whose expectation is 0. The losses "
                        + "share the streams of batches, so their errors of sampling go together.",
                "Intervals are by the spread of the seeds, and no narrower than the error of the drawn batches, which is known, makes "
                        + "them: few seeds may agree by chance. A claim of equality is judged where half the interval that this error "
                        + "lets expect is below its criterion.",
                "T9 is for smooth losses. The slope of ReLU jumps, which adds terms of the same order (docs/theory.md, T9). The two-term form is γ²/M (E[ℓ''x²](ρ + 2)/8 + E[ℓ'']/2), summed over "
                        + "channels (Luo et al. 2019), with the second derivatives that exist.");
    }

    /** What it means for a loss. */
    static String meaning(String kind, Results results) {
        Results largest = results.where("loss", kind).where("batch", BatchSizeExperiment.LARGEST);
        if (largest.isEmpty()) {
            return kind + ": there are too few examples for batches of " + BatchSizeExperiment.LARGEST + ".";
        }
        Estimate full = largest.each("ratio").estimate();
        Estimate two = largest.each("two-term ratio").estimate();
        return kind + ": at M = " + BatchSizeExperiment.LARGEST + " measured / full form is " + full.text()
                + ", measured / two-term form " + two.text() + ". "
                + (inside(full, 1) ? "The full form agrees with the measurement."
                        : "The full form is off by more than sampling explains.")
                + " " + (inside(two, 1)
                        ? "So does the two-term form."
                        : "The two-term form is off " + (two.mean() > 1 ? "below" : "above") + " it."
                                + (two.mean() < 0 ? " Its sign is wrong." : ""));
    }

    private static boolean inside(Estimate estimate, double value) {
        return estimate.least() <= value && value <= estimate.most();
    }
}
