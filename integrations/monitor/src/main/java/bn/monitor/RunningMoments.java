package bn.monitor;

/**
 * Number, mean and sum of squared deviations of values that come one by one (Welford 1962). Float64.
 */
final class RunningMoments {
    private long count;
    private double mean;
    private double squares;

    /** Adds a value; NaN, a value that is not defined, is left out. */
    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        count++;
        double deviation = value - mean;
        mean += deviation / count;
        squares += deviation * (value - mean);
    }

    long count() {
        return count;
    }

    /** NaN without values. */
    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** Sum of squared deviations from the mean; NaN without values. */
    double squares() {
        return count == 0 ? Double.NaN : squares;
    }

    /** Standard error of the mean; NaN with fewer than two values. */
    double standardError() {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
    }
}
