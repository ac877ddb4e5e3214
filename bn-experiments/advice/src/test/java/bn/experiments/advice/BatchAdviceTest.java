package bn.experiments.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.rate.BatchCost;
import bn.experiments.rate.BatchCost.Drawn;
import bn.experiments.rate.BatchCosts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loss is 0.5, so more than 0.05 is too much. */
class BatchAdviceTest {
    private static final Drawn NONE = new Drawn(Double.NaN, Double.NaN);

    private static String answer(int layers, boolean predictable, double validFrom, int draws, double predicted, Drawn all) {
        BatchCosts costs = new BatchCosts(0.5, 1000, layers, "layer2", predictable, validFrom, draws,
                List.of(new BatchCost(16, predicted, all, all)), List.of());
        List<Statement> statements = BatchAdvice.of(costs).statements();
        assertEquals(3, statements.size());
        assertEquals("Is a batch of 16 too small for this network?", statements.get(0).question());
        return statements.get(0).answer();
    }

    @Test
    void aMeasurementDecidesIfItIsTwoStandardErrorsFromTheLimit() {
        assertEquals("Yes: the statistics of a batch, in all layers, add 0.071 ± 0.010 to the loss of 0.5, 14 % of it "
                + "(measured, 40 batches). Up to 10 % are called enough.", answer(3, true, 8, 40, 0.01, new Drawn(0.071, 0.01)));
        assertTrue(
                answer(3, true, 8, 40, 0.01, new Drawn(0.069, 0.01)).startsWith("That is not decided by so few drawn batches: "));
        assertTrue(answer(3, true, 8, 40, 0.9, new Drawn(0.029, 0.01)).startsWith("No: "));
        assertTrue(answer(3, true, 8, 40, 0.9, new Drawn(2, 0.01)).contains(", 4 times as much ("));
    }

    @Test
    void theTheoryDecidesWhereItHoldsAndThereIsNoOtherLayer() {
        assertTrue(
                answer(1, true, 16, 0, 0.051, NONE).startsWith("Yes: the statistics of a batch add 0.051 to the loss of 0.5, "
                        + "10 % of it (T9, to first order in 1/M)."));
        assertTrue(answer(1, true, 16, 0, 0.049, NONE).startsWith("No: "));
        assertEquals("That is not known: T9 does not hold for a batch of 16, so it has to be measured.",
                answer(1, true, 17, 0, 0.9, NONE));
        assertTrue(answer(2, true, 8, 0, 0.9, NONE)
                .startsWith("That is not known: the statistics of the last of 2 normalizations add"));
        assertTrue(answer(1, false, Double.NaN, 0, Double.NaN, NONE).contains("which this network does not have"));
    }
}
