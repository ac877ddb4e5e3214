package bn.experiments.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesMeanTest {
    /** By hand: deviations -1.5, -0.5, 0.5, 1.5 have the products 5 and 1.25 at lags 0 and 1, and 4 readings the lag 1. */
    @Test
    void theStandardErrorIsTheOneOfNeweyAndWest() {
        SeriesMean mean = SeriesMean.of(1, 2, 3, 4);
        assertEquals(1, SeriesMean.lags(4));
        double sum = 5 + 2 * 0.5 * 1.25;
        assertEquals(Math.sqrt(sum / 16 * 4 / 3), mean.standardError(), 1e-15);
        assertEquals(2.5, mean.mean());
        assertEquals(4, mean.count());
    }

    /** Alternating readings are negatively correlated: the standard error is that of independent ones. */
    @Test
    void negativeCorrelationsDoNotShrinkIt() {
        assertEquals(Math.sqrt(4 / 3.0 / 4), SeriesMean.of(1, -1, 1, -1).standardError(), 1e-15);
    }

    @Test
    void oneReadingHasNone() {
        SeriesMean one = SeriesMean.of(Double.NaN, 7, Double.NaN);
        assertEquals(1, one.count());
        assertEquals(7, one.mean());
        assertTrue(Double.isNaN(one.standardError()));
        assertFalse(one.isClear());
        assertEquals(0, SeriesMean.of(Double.NaN).count());
    }

    /** A reading of twice the rows counts twice. */
    @Test
    void readingsAreWeighted() {
        SeriesMean mean = SeriesMean.of(new double[] {1, 4}, new double[] {2, 1});
        assertEquals(2, mean.mean(), 1e-15);
        // Weighted deviations -2/3 and 2/3, of which the lag takes off a part; the independent form is larger.
        assertEquals(Math.sqrt(2 * (4 / 9.0) * 2), mean.standardError(), 1e-15);
    }

    /**
     * An autoregression x_t = 0.5 x_t-1 + e has the variance of the mean 4 / n. Bartlett's weights up to lag 6 of 1,000 readings see 1 + 2
     * sum (1 - l/7) 2^-l = 2.438 of 3 times the variance 4/3 of a reading, so 3.25 / n. The mean of 200 estimates has a relative standard
     * error below sqrt(2 * 7 / 1000 / 200) = 0.8 %, and the term of order 1/n is below 1 %.
     */
    @Test
    void correlatedReadingsHaveALargerOne() {
        SplittableRandom random = new SplittableRandom(1);
        int n = 1000;
        double sum = 0;
        for (int repeat = 0; repeat < 200; repeat++) {
            double[] x = new double[n];
            double last = random.nextGaussian() / Math.sqrt(0.75);
            for (int t = 0; t < n; t++) {
                last = 0.5 * last + random.nextGaussian();
                x[t] = last;
            }
            double error = SeriesMean.of(x).standardError();
            sum += error * error * n / 200;
        }
        double factor = 1;
        for (int lag = 1; lag <= 6; lag++) {
            factor += 2 * (1 - lag / 7.0) * Math.pow(0.5, lag);
        }
        assertEquals(6, SeriesMean.lags(n));
        assertEquals(factor * 4 / 3, sum, (4 * 0.008 + 0.01) * factor * 4 / 3);
    }

    /** Published quantiles of Student's t (two-sided): rounded by 5e-4, where log P falls by less than 2.6 a unit. */
    @ParameterizedTest
    @CsvSource({"1,12.706,0.05", "2,4.303,0.05", "3,3.182,0.05", "4,2.776,0.05", "5,2.571,0.05", "10,2.228,0.05", "30,2.042,0.05",
            "9,3.250,0.01", "120,2.617,0.01"})
    void theTailIsStudents(int freedom, double quantile, double probability) {
        assertEquals(probability, StudentTail.probability(quantile, freedom), 1.3e-3 * probability);
        assertEquals(1, StudentTail.probability(0, freedom));
    }
}
