package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.junit.jupiter.api.Test;

class LayerRatesTest {
    @Test
    void summaryLeavesUndefinedUnitsOut() {
        LayerRates rates = LayerRates.of(new double[] {1, 0, 2}, new double[] {-3, 5, 4}, new double[] {1, 1, 1}, 0,
                new double[] {1, 1, 4}, 0);
        DoubleSummaryStatistics lambda = rates.summary(UnitRate::lambda);
        assertEquals(2, lambda.getCount());
        assertEquals(-2, lambda.getMin());
        assertEquals(3, lambda.getMax());
        assertEquals(Arrays.asList(3.0, Double.NaN, -0.5), rates.units().stream().map(UnitRate::alpha).toList());
    }

    @Test
    void refusesArraysOfDifferentLength() {
        double[] two = {1, 1};
        assertThrows(IllegalArgumentException.class, () -> LayerRates.of(two, new double[1], two, 0, two, 0));
    }
}
