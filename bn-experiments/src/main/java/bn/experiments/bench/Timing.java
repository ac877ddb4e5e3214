package bn.experiments.bench;

import java.util.Arrays;

/**
 * How long a call took, over samples of several calls each.
 *
 * @param median seconds a call
 * @param p10 10th percentile of the samples, interpolated linearly between the two that are nearest
 * @param p90 90th percentile
 * @param samples number of samples, at least 1
 * @param callsPerSample calls that each sample is the mean of
 */
public record Timing(double median, double p10, double p90, int samples, long callsPerSample) {

    /** The statistics of samples, each in seconds a call, in any order. */
    static Timing of(double[] secondsPerCall, long callsPerSample) {
        double[] sorted = secondsPerCall.clone();
        Arrays.sort(sorted);
        return new Timing(quantile(sorted, 0.5), quantile(sorted, 0.1), quantile(sorted, 0.9), sorted.length, callsPerSample);
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
