package bn.experiments.bench;

import java.util.Arrays;

/**
 * How long a call takes, by samples of several calls each.
 *
 * @param median median of the seconds per call
 * @param p10 10th percentile, interpolated linearly between the two nearest samples
 * @param p90 90th percentile
 * @param samples number of samples, at least 1
 * @param callsPerSample number of calls in each sample
 */
public record Timing(double median, double p10, double p90, int samples, long callsPerSample) {

    /** The statistics of samples in any order, each in seconds per call. */
    static Timing of(double[] secondsPerCall, long callsPerSample) {
        double[] sorted = secondsPerCall.clone();
        Arrays.sort(sorted);
        return new Timing(quantile(sorted, 0.5), quantile(sorted, 0.1), quantile(sorted, 0.9), sorted.length, callsPerSample);
    }

    private static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
