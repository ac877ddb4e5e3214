package bn.experiments.reading;

import java.util.Arrays;

/**
 * The mean of readings that follow each other, and its standard error.
 *
 * <p>Readings at neighbouring steps are correlated: the weights hardly move between them. So the standard error is that of Newey and
 * West (1987), with Bartlett's weights up to the lag floor(4 (n/100)^(2/9)) of Newey and West (1994). Unlike the means of long blocks it
 * needs no more readings than a training run logs. It is too small for few readings, and for batches of one epoch, whose noise is
 * negatively correlated; therefore it is never less than the standard error of independent readings.
 *
 * @param count number n of readings
 * @param mean NaN if there are none
 * @param standardError NaN for fewer than two readings
 */
public record SeriesMean(int count, double mean, double standardError) {

    /** The plain mean. */
    static SeriesMean of(double... values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return of(values, ones);
    }

    /**
     * The weighted mean.
     *
     * @param values in the order of their steps; NaN is left out
     * @param weights above 0, one for each value
     */
    static SeriesMean of(double[] values, double[] weights) {
        int count = 0;
        double total = 0;
        double sum = 0;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                count++;
                total += weights[t];
                sum += weights[t] * values[t];
            }
        }
        double mean = count == 0 ? Double.NaN : sum / total;
        if (count < 2) {
            return new SeriesMean(count, mean, Double.NaN);
        }
        double[] deviations = new double[count];
        int place = 0;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                deviations[place++] = weights[t] / total * (values[t] - mean);
            }
        }
        // n / (n - 1) makes the case without lags the usual, unbiased one.
        return new SeriesMean(count, mean, Math.sqrt(variance(deviations) * count / (count - 1)));
    }

    private static double variance(double[] z) {
        double independent = lagged(z, 0);
        int lags = Math.min(z.length - 1, lags(z.length));
        double sum = independent;
        for (int lag = 1; lag <= lags; lag++) {
            sum += 2 * (1 - lag / (lags + 1.0)) * lagged(z, lag);
        }
        return Math.max(independent, sum);
    }

    private static double lagged(double[] z, int lag) {
        double sum = 0;
        for (int t = lag; t < z.length; t++) {
            sum += z[t] * z[t - lag];
        }
        return sum;
    }

    /** The lag up to which n readings are taken for correlated. */
    static int lags(int n) {
        return (int) (4 * Math.pow(n / 100.0, 2 / 9.0));
    }

    /** Whether the mean is more than two standard errors from 0. */
    boolean isClear() {
        return Math.abs(mean) > 2 * standardError;
    }
}
