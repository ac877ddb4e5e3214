package bn.theory.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    private static Choice search(DoubleUnaryOperator ofExponent, int refinements) {
        Criterion criterion = rates -> Arrays.stream(rates).map(grid -> Arrays.stream(grid)
                .map(rate -> ofExponent.applyAsDouble(Math.log10(rate / 7))).toArray()).toArray(double[][]::new);
        return new RateSearch(7, refinements).minimize(1, criterion).get(0);
    }

    /** A narrow low minimum beside a wide high one; after n refinements the rate is known to 1 / (3 * 8^n) decades. */
    @Test
    void findsTheLowerOfTwoMinima() {
        for (int refinements : new int[] {0, 2, 5}) {
            Choice choice = search(e -> Math.min(Math.pow(e - 1.234, 2), 2 * Math.pow(e + 5.678, 2) - 0.5), refinements);
            assertEquals(-5.678, Math.log10(choice.rate() / 7), 1 / (3 * Math.pow(8, refinements)));
            assertEquals(Choice.Border.NONE, choice.border());
        }
    }

    /** Steep on one side: the best of the first grid, -6, is almost a whole step away from the minimum. */
    @Test
    void aLopsidedMinimumIsNotMissed() {
        Choice choice = search(e -> 1 + (e < -5.678 ? -5.678 - e : 50 * (e + 5.678)), 5);
        assertEquals(-5.678, Math.log10(choice.rate() / 7), 1 / (3 * Math.pow(8, 5)));
    }

    @Test
    void theBordersAreNamed() {
        assertEquals(new Choice(7 * 1e-10, 1, Choice.Border.LOWEST), search(e -> 11 + e, 3));
        assertEquals(Choice.Border.HIGHEST, search(e -> 11 - e, 3).border());
        assertEquals(Choice.Border.LOWEST, search(e -> 1 + Math.pow(10, e) + 1e-15 * Math.sin(e), 3).border(),
                "flat but for rounding");
        assertEquals(Choice.Border.NONE, search(e -> Math.pow(e - 2.9, 2), 3).border());
        assertEquals(Choice.Border.NONE, search(e -> Math.pow(e + 9.95, 2), 3).border());
    }

    @Test
    void targetsAreSearchedApart() {
        Criterion criterion = rates -> {
            double[][] values = new double[2][];
            for (int k = 0; k < 2; k++) {
                double centre = k == 0 ? -3 : 1.5;
                values[k] = Arrays.stream(rates[k]).map(rate -> Math.pow(Math.log10(rate) - centre, 2)).toArray();
            }
            return values;
        };
        List<Choice> choices = new RateSearch(1, 6).minimize(2, criterion);
        assertEquals(-3, Math.log10(choices.get(0).rate()), 1e-5);
        assertEquals(1.5, Math.log10(choices.get(1).rate()), 1e-5);
    }
}
