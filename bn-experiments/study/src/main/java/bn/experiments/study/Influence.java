package bn.experiments.study;

import java.util.Arrays;

/**
 * What each test example adds to a number that is measured on all of them: to first order in the change of the examples' weights,
 * the number on other examples is off by the mean of their influences (delta method). The variance of the number, by drawing the
 * n test examples, is then that of the influences over n. Influences of numbers on the same examples are subtracted example by
 * example, so that what the examples do to both numbers alike has no part in it.
 *
 * @param each of each test example, in their order; at least two, their mean is 0 but for rounding
 */
public record Influence(double[] each) {
    /** Follows the name of a quantity in the name of its variance. */
    private static final String TEST_VARIANCE = ", test variance";

    /** Of a mean over the examples. */
    public static Influence ofMean(double[] values) {
        double mean = mean(values);
        return new Influence(Arrays.stream(values).map(value -> value - mean).toArray());
    }

    /** Of the logarithm of a mean over the examples, which is above 0. */
    public static Influence ofLogMean(double[] values) {
        double mean = mean(values);
        return new Influence(Arrays.stream(values).map(value -> value / mean - 1).toArray());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /**
     * Of a number less another one.
     *
     * @param other on the same examples
     */
    public Influence minus(Influence other) {
        if (other.each.length != each.length) {
            throw new IllegalArgumentException(each.length + " and " + other.each.length + " test examples are not paired");
        }
        double[] result = new double[each.length];
        Arrays.setAll(result, i -> each[i] - other.each[i]);
        return new Influence(result);
    }

    /** The variance of the number by drawing the test examples. */
    public double variance() {
        double mean = mean(each);
        return Arrays.stream(each).map(value -> (value - mean) * (value - mean)).sum() / (each.length - 1) / each.length;
    }

    /** Records the variance of a quantity, to be read by {@link Results#testVariance}. */
    public void record(Recorder recorder, String quantity) {
        recorder.record(varianceOf(quantity), variance());
    }

    /** The name of the variance of a quantity. */
    static String varianceOf(String quantity) {
        return quantity + TEST_VARIANCE;
    }
}
