package bn.experiments.report.svg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SpreadTest {
    /** Rounding of a few sums of numbers below 100. */
    private static final double ROUNDING = 1e-12;

    @Test
    void thingsThatAreApartStayWhereTheyBelong() {
        assertArrayEquals(new double[] {3, 20, 30}, Spread.of(new double[] {3, 20, 30}, 10, 0, 100), ROUNDING);
        assertArrayEquals(new double[0], Spread.of(new double[0], 10, 0, 100));
    }

    @Test
    void thingsThatOverlapSpreadAroundTheirMiddle() {
        assertArrayEquals(new double[] {40, 50, 60}, Spread.of(new double[] {49, 50, 51}, 10, 0, 100), ROUNDING);
        // The pair at 50 pushes into 57, and all three move.
        assertArrayEquals(new double[] {127 / 3.0, 157 / 3.0, 187 / 3.0},
                Spread.of(new double[] {50, 50, 57}, 10, 0, 100), ROUNDING);
    }

    @Test
    void nothingLeavesTheBounds() {
        assertArrayEquals(new double[] {0, 10, 20}, Spread.of(new double[] {1, 1, 1}, 10, 0, 100), ROUNDING);
        assertArrayEquals(new double[] {50, 90, 100}, Spread.of(new double[] {50, 99, 99}, 10, 0, 100), ROUNDING);
    }
}
