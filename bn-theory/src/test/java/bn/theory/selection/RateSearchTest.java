package bn.theory.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    /** A criterion of the exponent, for eigenvalues up to 7. */
    private static SelectedRate search(DoubleUnaryOperator ofExponent) {
        SelectionCriterion criterion = rates -> Arrays.stream(rates).map(grid -> Arrays.stream(grid)
                .map(rate -> ofExponent.applyAsDouble(Math.log10(rate / 7))).toArray()).toArray(double[][]::new);
        return new RateSearch(7, 7).minimize(1, criterion).get(0);
    }

    /** A narrow low minimum next to a wide high one. Six digits are given: half of the last one is at most 5e-6 of the rate. */
    @Test
    void findsTheLowerOfTwoMinima() {
        SelectedRate choice = search(e -> Math.min(Math.pow(e - 1.234, 2), 2 * Math.pow(e + 5.678, 2) - 0.5));
        assertEquals(1, choice.rate() / (7 * Math.pow(10, -5.678)), 5.1e-6);
        assertEquals(-0.5, choice.value(), 1e-15);
        assertEquals(SelectedRate.Border.NONE, choice.border());
    }

    /**
     * Minima that are not parabolas, where the slope of e^ax - ax is 0 and where that of a cosine is, between points of the grid; flat
     * ones, whose values differ in the eighth digit over a whole decade.
     */
    @Test
    void allDigitsThatAreGivenAreRight() {
        for (double shift = -4; shift < 2; shift += 0.0317) {
            double at = shift;
            double expected = 7 * Math.pow(10, at);
            assertEquals(1, search(e -> Math.exp(3 * (e - at)) - 3 * (e - at)).rate() / expected, 5.1e-6);
            assertEquals(1, search(e -> 1 - 1e-8 / Math.cosh(e - at)).rate() / expected, 1e-4, "a flat one");
            assertEquals(1, search(e -> 2 - Math.cos((e - at) / 5) * Math.exp(-Math.pow(e - at, 4))).rate() / expected, 5.1e-6);
        }
        SelectedRate choice = search(e -> Math.pow(e - 0.123456789, 2));
        assertEquals(choice.rate(), Double.parseDouble(String.format(Locale.ROOT, "%.5e", choice.rate())), 0);
    }

    /** Steep on one side: the best of the first grid, -6, is almost a whole step away from the minimum. A kink is found to the grid. */
    @Test
    void aLopsidedMinimumIsNotMissed() {
        SelectedRate choice = search(e -> 1 + (e < -5.678 ? -5.678 - e : 50 * (e + 5.678)));
        assertEquals(-5.678, Math.log10(choice.rate() / 7), 1.0 / (3 * 8 * 8));
    }

    /** With eigenvalues over 18 powers of ten the range begins below the least of them. */
    @Test
    void theRangeHoldsAllEigenvalues() {
        SelectionCriterion criterion = rates -> Arrays.stream(rates).map(grid -> Arrays.stream(grid)
                .map(rate -> Math.pow(Math.log10(rate) + 9.5, 2)).toArray()).toArray(double[][]::new);
        SelectedRate choice = new RateSearch(1e-9, 1e9).minimize(1, criterion).get(0);
        assertEquals(SelectedRate.Border.NONE, choice.border());
        assertEquals(-9.5, Math.log10(choice.rate()), 1e-5);
    }

    @Test
    void theBordersAreNamed() {
        assertEquals(new SelectedRate(7e-10, 1, SelectedRate.Border.LOWEST), search(e -> 11 + e));
        assertEquals(SelectedRate.Border.HIGHEST, search(e -> 11 - e).border());
        assertEquals(SelectedRate.Border.LOWEST, search(e -> 1 + Math.pow(10, e) + 1e-15 * Math.sin(e)).border(),
                "flat but for rounding");
        assertEquals(SelectedRate.Border.NONE, search(e -> Math.pow(e - 2.9, 2)).border());
        assertEquals(SelectedRate.Border.NONE, search(e -> Math.pow(e + 9.95, 2)).border());
    }

    @Test
    void targetsAreSearchedApart() {
        SelectionCriterion criterion = rates -> {
            double[][] values = new double[2][];
            for (int k = 0; k < 2; k++) {
                double centre = k == 0 ? -3 : 1.5;
                values[k] = Arrays.stream(rates[k]).map(rate -> Math.pow(Math.log10(rate) - centre, 2)).toArray();
            }
            return values;
        };
        List<SelectedRate> choices = new RateSearch(1, 1).minimize(2, criterion);
        assertEquals(-3, Math.log10(choices.get(0).rate()), 1e-5);
        assertEquals(1.5, Math.log10(choices.get(1).rate()), 1e-5);
    }
}
