package bn.experiments.advice;

import bn.experiments.rate.BatchCost;
import bn.experiments.rate.BatchCosts;
import java.util.Locale;

/** What batches of a size add to the loss, in words. */
final class BatchAdviceText {
    private BatchAdviceText() {}

    static Statement size(BatchCosts costs, BatchCost cost, BatchAdvice.Answer answer) {
        String begin = switch (answer) {
            case TOO_SMALL -> "Yes";
            case LARGE_ENOUGH -> "No";
            case UNDECIDED -> "That is not decided by so few drawn batches";
            case UNKNOWN -> "That is not known";
        };
        return new Statement("Is a batch of " + cost.batch() + " too small for this network?",
                begin + ": " + (answer == BatchAdvice.Answer.UNKNOWN ? unknown(costs, cost) : known(costs, cost)),
                "T9; experiment batch-size");
    }

    private static String known(BatchCosts costs, BatchCost cost) {
        boolean measured = costs.draws() > 0;
        double added = measured ? cost.all().mean() : cost.predicted();
        return String.format(Locale.ROOT,
                "the statistics of a batch%s add %s to the loss of %s, %s (%s). Up to %.0f %% are called enough.",
                costs.layers() > 1 ? ", in all layers," : "",
                measured ? Words.number(added) + " ± " + error(cost.all().standardError()) : Words.number(added),
                Words.number(costs.loss()),
                relative(added / costs.loss()),
                measured ? "measured, " + costs.draws() + " batches" : "T9, to first order in 1/M",
                100 * BatchAdvice.TOO_SMALL);
    }

    private static String unknown(BatchCosts costs, BatchCost cost) {
        if (!costs.predictable()) {
            return "T9 is for a fully connected last layer with ReLU, which this network does not have, so it has to be measured.";
        }
        if (!costs.isValid(cost.batch())) {
            return "T9 does not hold for a batch of " + cost.batch() + ", so it has to be measured.";
        }
        return String.format(Locale.ROOT,
                "the statistics of the last of %d normalizations add %s to the loss of %s, %s (T9); what those of the others add "
                        + "has to be measured.",
                costs.layers(), Words.number(cost.predicted()), Words.number(costs.loss()),
                relative(cost.predicted() / costs.loss()));
    }

    static Statement validity(BatchCosts costs) {
        String question = "For which batches does the theory hold?";
        if (!costs.predictable()) {
            return new Statement(question, "T9 is not known for this network: its last normalization would have to be of a fully "
                    + "connected layer, with ReLU and the outputs right above.", "T9");
        }
        if (Double.isNaN(costs.validFrom())) {
            return new Statement(question, "For none of fewer than all examples: the next order of its expansion is too large.",
                    "T9");
        }
        return new Statement(question, String.format(Locale.ROOT,
                "From about %.0f examples on. T9 is the first order of expansions in 1/M, and in smaller batches their next order is more than "
                        + "%.0f %% of it.",
                costs.validFrom(), 100 * BatchCosts.NEXT_ORDER), "T9");
    }

    static Statement limits() {
        return new Statement("What do these numbers not say?", "Which batch trains best. They are about the loss on the training "
                + "examples of the network as it is now; the noise of batches also regularizes, and only training shows what is gained.",
                "");
    }

    private static String error(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }

    private static String relative(double fraction) {
        return fraction > 2 ? String.format(Locale.ROOT, "%.0f times as much", fraction)
                : String.format(Locale.ROOT, "%.2g %% of it", 100 * fraction);
    }
}
