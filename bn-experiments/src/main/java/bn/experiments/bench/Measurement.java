package bn.experiments.bench;

/**
 * A workload on one backend, or the limit of the machine for it.
 *
 * @param workload what was computed
 * @param size on how much
 * @param backend label of the backend, or {@link Roofline#LABEL}
 * @param timing seconds a call
 * @param rate work by median time
 * @param rateUnit what the rate is given in, {@code GFLOP/s} or {@code GB/s}
 * @param timeRatio median time by that of the first backend; below 1 is faster
 * @param difference of the results of the first call from those of the first backend: the largest absolute difference in an
 *     array by the largest absolute value in it, the largest over the arrays; NaN if a result is no number; 0 for the
 *     limit, which computes nothing
 */
public record Measurement(String workload, String size, String backend, Timing timing, double rate, String rateUnit,
        double timeRatio, double difference) { }
