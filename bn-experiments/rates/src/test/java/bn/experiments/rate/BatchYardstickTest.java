package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.batch.BatchEffect;
import bn.theory.batch.ChannelTerms;
import bn.theory.batch.InverseDeviation;
import bn.theory.batch.ReluBatchEffect;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchYardstickTest {
    /** A unit whose terms are as large as its kink, which is given. */
    private static final ChannelTerms NOTHING = new ChannelTerms(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final InverseDeviation GAUSSIAN = new InverseDeviation(1, 0, 2, 8);
    private static final InverseDeviation CONSTANT = new InverseDeviation(0, 0, 0, 0);

    private static ReluBatchEffect effect(double... kinks) {
        return new ReluBatchEffect(new BatchEffect(List.of(NOTHING, NOTHING), 0, 100), kinks, kinks, 0.01);
    }

    /** Gaussian units have (3/8 + 5/8 + 105/32) / (5/4) = 3.425, so 3.425 / M is a tenth at 34.25. */
    @Test
    void unitsAreWeightedByTheSizesOfTheirTerms() {
        BatchYardstick yardstick = new BatchYardstick(List.of(GAUSSIAN, CONSTANT), 0);
        assertEquals(35, yardstick.validFrom(effect(2, 0), 1000));
        assertEquals(18, yardstick.validFrom(effect(-2, 2), 1000));
        assertEquals(2, yardstick.validFrom(effect(0, 1), 1000));
        assertTrue(Double.isNaN(yardstick.validFrom(effect(2, 0), 35)), "no batch of fewer than all");
        assertTrue(Double.isNaN(yardstick.validFrom(effect(0, 0), 1000)), "no terms");
    }

    @Test
    void theNoiseOfOutputsAddsHalfItsVariance() {
        assertEquals(55, new BatchYardstick(List.of(GAUSSIAN, CONSTANT), 4).validFrom(effect(2, 0), 1000));
    }
}
