package bn.experiments.study;

import bn.experiments.report.NumberText;
import bn.experiments.report.Point;
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
 * @param freedom degrees of freedom of Student's t; NaN for a single value
 */
public record Estimate(double mean, double low, double high, int count, double freedom) {
    private static final double UPPER = 0.975;
    /** A mean is shown to six digits at most. */
    private static final double DIGITS = 1e5;
    /** Relative difference of sums in float64 in another order. */
    private static final double SAME = 1e-12;
    /** Degrees of freedom of Student's t that is normal for all purposes. */
    private static final double MANY = 1e9;

    /** An estimate whose standard error is that of so many values. */
    public Estimate(double mean, double low, double high, int count) {
        this(mean, low, high, count, count == 1 ? Double.NaN : count - 1.0);
    }

    /**
     * The estimate by some values, at least one. Values that are equal but for rounding are one observation: seeds that draw all of
     * a pool draw the same.
     */
    public static Estimate of(double... values) {
        if (Arrays.stream(values).allMatch(value -> Math.abs(value - values[0]) <= SAME * Math.abs(values[0]))) {
            return new Estimate(mean(values), Double.NaN, Double.NaN, 1);
        }
        return around(mean(values), squaredError(values), values.length - 1, values.length);
    }

    /**
     * The estimate by some values that share an error of known variance. Degrees of freedom are Satterthwaite's, where the known
     * variance has infinitely many.
     *
     * @param sharedVariance variance of each value by the error that they share
     */
    static Estimate of(double[] values, double sharedVariance) {
        double own = squaredError(values);
        double all = own + sharedVariance;
        return values.length == 1 ? of(values) : around(mean(values), all,
                own == 0 ? MANY : Math.min(MANY, all * all / (own * own / (values.length - 1))), values.length);
    }

    /**
     * The estimate by some values, with an interval no narrower than that of a normal distribution of a known variance.
     *
     * @param squaredError known part of the squared standard error of the mean
     */
    static Estimate atLeast(double[] values, double squaredError) {
        Estimate own = of(values);
        double reach = quantile(MANY) * Math.sqrt(squaredError);
        return own.interval() && own.high() - own.mean() >= reach || Double.isNaN(own.mean()) ? own
                : new Estimate(own.mean(), own.mean() - reach, own.mean() + reach, values.length, MANY);
    }

    /** Half the width of the interval of a mean of some values with a standard error; by the normal distribution for one value. */
    static double reach(double error, int count) {
        return quantile(count == 1 ? MANY : count - 1) * error;
    }

    private static double quantile(double freedom) {
        return TDistribution.of(freedom).inverseCumulativeProbability(UPPER);
    }

    /**
     * The difference of the means of two independent samples, second less first (Welch 1947; the degrees of freedom are
     * Satterthwaite's).
     */
    static Estimate difference(double[] first, double[] second) {
        double one = squaredError(first);
        double other = squaredError(second);
        double freedom = (one + other) * (one + other) / (one * one / (first.length - 1) + other * other / (second.length - 1));
        return around(mean(second) - mean(first), one + other, freedom, Math.min(first.length, second.length));
    }

    private static Estimate around(double mean, double squaredError, double freedom, int count) {
        if (count == 1 || Double.isNaN(squaredError)) {
            return new Estimate(mean, Double.NaN, Double.NaN, count, Double.NaN);
        }
        double reach = squaredError == 0 ? 0
                : quantile(freedom) * Math.sqrt(squaredError);
        return new Estimate(mean, mean - reach, mean + reach, count, freedom);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** The squared standard error of the mean. */
    private static double squaredError(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / (values.length - 1) / values.length;
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

    /**
     * The two-sided p-value of a number, by Student's t: below 0.05 exactly if it is outside the interval. NaN without an interval,
     * or if the mean is NaN.
     */
    public double p(double number) {
        if (!interval() || Double.isNaN(mean)) {
            return Double.NaN;
        }
        double reach = (high - low) / 2;
        if (reach == 0) {
            return mean == number ? 1 : 0;
        }
        TDistribution t = TDistribution.of(freedom);
        double error = reach / t.inverseCumulativeProbability(UPPER);
        return 2 * t.survivalProbability(Math.abs(mean - number) / error);
    }

    /** A point of a chart, with the interval. */
    public Point at(double x) {
        return new Point(x, mean, low, high);
    }

    /** For a sentence: mean and interval, with two significant digits of half the interval's width. */
    public String text() {
        return interval() ? show(mean) + " (" + show(low) + " to " + show(high) + ")" : NumberText.of(mean);
    }

    private String show(double value) {
        double reach = (high - low) / 2;
        boolean plain = NumberText.isPlain(mean) && NumberText.isPlain(reach) && reach > 0 && Math.abs(mean) < DIGITS * reach;
        return plain ? NumberText.plain(value, Math.max(0, 1 - (int) Math.floor(Math.log10(reach)))) : NumberText.of(value);
    }
}
