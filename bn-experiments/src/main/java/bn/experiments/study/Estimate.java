package bn.experiments.study;

import bn.experiments.report.NumberText;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over seeds with its 95 % confidence interval by Student's t, which takes the seeds' values for independent and
 * about normal.
 *
 * @param mean of the values
 * @param low lower end of the interval; NaN for a single value
 * @param high upper end; NaN for a single value
 * @param count number of values
 */
public record Estimate(double mean, double low, double high, int count) {
    private static final double UPPER = 0.975;

    /** The estimate by some values, at least one. */
    public static Estimate of(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        if (values.length == 1) {
            return new Estimate(mean, Double.NaN, Double.NaN, 1);
        }
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double reach = TDistribution.of(values.length - 1).inverseCumulativeProbability(UPPER) * error;
        return new Estimate(mean, mean - reach, mean + reach, values.length);
    }

    /** Whether it has an interval. */
    public boolean interval() {
        return !Double.isNaN(low);
    }

    /** The interval's lower end, or the mean if there is no interval. */
    public double least() {
        return interval() ? low : mean;
    }

    /** The interval's upper end, or the mean if there is no interval. */
    public double most() {
        return interval() ? high : mean;
    }

    /** For a sentence: mean and interval. */
    public String text() {
        return NumberText.of(mean) + (interval() ? " (" + NumberText.of(low) + " to " + NumberText.of(high) + ")" : "");
    }
}
