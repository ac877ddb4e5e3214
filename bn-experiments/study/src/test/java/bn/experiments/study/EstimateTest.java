package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

    /** 97.5 % quantiles of Student's t from printed tables: 12.706, 4.303, 3.182, 2.776 for 1 to 4 degrees of freedom. */
    @Test
    void theIntervalIsStudents() {
        double[][] samples = {{0, 2}, {0, 1, 2}, {1, 2, 3, 4}, {1, 2, 3, 4, 5}};
        double[] quantiles = {12.706, 4.303, 3.182, 2.776};
        double[] deviations = {Math.sqrt(2), 1, Math.sqrt(5 / 3.0), Math.sqrt(2.5)};
        for (int i = 0; i < samples.length; i++) {
            Estimate estimate = Estimate.of(samples[i]);
            double reach = quantiles[i] * deviations[i] / Math.sqrt(samples[i].length);
            // Half a unit of the tables' last digit.
            assertEquals(reach, estimate.high() - estimate.mean(), 5e-4 * reach / quantiles[i] + 1e-12);
            assertEquals(reach, estimate.mean() - estimate.low(), 5e-4 * reach / quantiles[i] + 1e-12);
        }
    }

    /** The number of intervals that hold the mean is binomial: mean 1900, standard deviation 9.7; five of them either way. */
    @Test
    void nineteenOfTwentyIntervalsHoldTheMean() {
        Random random = new Random(1);
        int covered = 0;
        int welch = 0;
        for (int i = 0; i < 2000; i++) {
            double[] five = random.doubles(5, 0, 1).map(u -> 3 + random.nextGaussian()).toArray();
            double[] eight = random.doubles(8, 0, 1).map(u -> 4 + 2 * random.nextGaussian()).toArray();
            Estimate one = Estimate.of(five);
            covered += one.low() <= 3 && one.high() >= 3 ? 1 : 0;
            Estimate change = Estimate.difference(five, eight);
            welch += change.low() <= 1 && change.high() >= 1 ? 1 : 0;
        }
        assertEquals(1900, covered, 49);
        assertEquals(1900, welch, 49);
    }

    @Test
    void oneValueHasNoInterval() {
        Estimate one = Estimate.of(7);
        assertFalse(one.interval());
        assertEquals(7, one.least());
        assertEquals(7, one.most());
        assertEquals(new Estimate(0.1, Double.NaN, Double.NaN, 1), Estimate.of(0.1, 0.1), "equal values are one observation");
        assertFalse(Estimate.of(0.3, 0.1 + 0.2, 0.3).interval(), "but for rounding");
        assertTrue(Estimate.of(0.3, 0.3 + 1e-9).interval());
    }

    @Test
    void whatIsNoNumberStaysSo() {
        Estimate estimate = Estimate.of(1, Double.NaN, 2);
        assertTrue(Double.isNaN(estimate.mean()));
        assertTrue(Double.isNaN(estimate.most()));
    }

    /** 1.960 standard errors that are known, where the values agree better by chance, and for a single value. */
    @Test
    void theIntervalIsNoNarrowerThanKnownErrorsMakeIt() {
        assertEquals(new Estimate(2, 2 - 1.959964, 2 + 1.959964, 3, 1e9).text(),
                Estimate.atLeast(new double[] {1.9, 2, 2.1}, 1).text());
        assertEquals(1.959964, Estimate.atLeast(new double[] {2, 2, 2}, 1).high() - 2, 1e-6);
        assertEquals(1.959964, Estimate.atLeast(new double[] {2}, 1).high() - 2, 1e-6);
        double[] far = {1, 2, 3};
        assertEquals(Estimate.of(far), Estimate.atLeast(far, 0.1), "4.303 / sqrt(3) is more than 1.960 sqrt(0.1)");
        assertTrue(Double.isNaN(Estimate.atLeast(new double[] {Double.NaN, 1}, 1).mean()));
        assertEquals(4.3027, Estimate.reach(1, 3), 1e-4);
        assertEquals(1.959964, Estimate.reach(1, 1), 1e-6);
    }

    /** More digits than the interval leaves would claim what is not known. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "0.009953; 0.006544; 0.01336; 0.0100 (0.0065 to 0.0134)",
            "0.97812; 0.97791; 0.97833; 0.97812 (0.97791 to 0.97833)",
            "1250; 1100; 1400; 1,250 (1,100 to 1,400)",
            "-0.5; -1.25; 0.25; −0.50 (−1.25 to 0.25)",
            "3e-9; 2e-9; 4e-9; 3×10⁻⁹ (2×10⁻⁹ to 4×10⁻⁹)",
            "0.5; 0.5; 0.5; 0.5 (0.5 to 0.5)",
            "0.5; NaN; NaN; 0.5"})
    void textHasTheDigitsThatTheIntervalLeaves(double mean, double low, double high, String text) {
        assertEquals(text, new Estimate(mean, low, high, 5).text());
    }

    /** t = 3 at 4 degrees of freedom: 0.0399420, from a table of Student's t. */
    @Test
    void theProbabilityOfANumberGoesWithTheInterval() {
        double[] values = {1, 2, 3, 4, 5};
        Estimate estimate = Estimate.of(values);
        double error = Math.sqrt(2.5 / 5);
        assertEquals(0.0399420, estimate.p(3 - 3 * error), 1e-6);
        assertEquals(0.0399420, estimate.p(3 + 3 * error), 1e-6);
        assertEquals(1, estimate.p(3), 1e-12);
        assertEquals(0.05, estimate.p(estimate.low()), 1e-9);
        assertTrue(Double.isNaN(Estimate.of(1).p(0)));
        assertTrue(Double.isNaN(Estimate.of(1, Double.NaN).p(0)));
        assertEquals(0, new Estimate(1, 1, 1, 5).p(0));
        assertEquals(1, new Estimate(1, 1, 1, 5).p(1));
    }
}
