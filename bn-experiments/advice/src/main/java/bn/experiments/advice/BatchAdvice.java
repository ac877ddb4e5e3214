package bn.experiments.advice;

import bn.experiments.rate.BatchCost;
import bn.experiments.rate.BatchCosts;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether batches are too small for a network: numbers and sentences.
 *
 * @param costs what they add to its loss (T9)
 * @param statements for each size whether it is too small, then what T9 is valid for and what these numbers do not say
 */
public record BatchAdvice(BatchCosts costs, List<Statement> statements) {
    /** A batch is called too small if its statistics add more than this fraction of the loss. */
    public static final double TOO_SMALL = 0.1;
    /** Standard errors that a number is away from the limit where it is called above or below it. */
    private static final double CLEAR = 2;

    /** What a batch size is. */
    enum Answer { TOO_SMALL, LARGE_ENOUGH, UNDECIDED, UNKNOWN }

    /** The advice that costs give. */
    public static BatchAdvice of(BatchCosts costs) {
        List<Statement> statements = new ArrayList<>();
        costs.costs().forEach(cost -> statements.add(BatchAdviceText.size(costs, cost, answer(costs, cost))));
        statements.add(BatchAdviceText.validity(costs));
        statements.add(BatchAdviceText.limits());
        return new BatchAdvice(costs, statements);
    }

    /** Measured in all layers if it was, otherwise by T9 where it is valid and there is no other layer. */
    private static Answer answer(BatchCosts costs, BatchCost cost) {
        double limit = TOO_SMALL * costs.loss();
        if (costs.draws() > 0) {
            double margin = CLEAR * cost.all().standardError();
            return cost.all().mean() - margin > limit ? Answer.TOO_SMALL
                    : cost.all().mean() + margin < limit ? Answer.LARGE_ENOUGH : Answer.UNDECIDED;
        }
        if (costs.layers() > 1 || !costs.isValid(cost.batch())) {
            return Answer.UNKNOWN;
        }
        return cost.predicted() > limit ? Answer.TOO_SMALL : Answer.LARGE_ENOUGH;
    }
}
