package bn.experiments.bench;

/**
 * The time of a workload on one backend, or the limit of the machine for it.
 *
 * @param workload what was computed
 * @param size the shape of its data
 * @param backend label of the backend, or {@link Roofline#LABEL}
 * @param timing seconds per call
 * @param rate work divided by the median time
 * @param rateUnit unit of the rate: {@code GFLOP/s} or {@code GB/s}
 * @param timeRatio median time divided by that of the first backend; below 1 is faster
 * @param difference of the results of the first call from those of the first backend: the largest absolute difference in an
 *     array divided by the largest absolute value in it, the largest over the arrays; NaN if a result is NaN; 0 for the
 *     limit, which computes nothing
 */
public record Measurement(String workload, String size, String backend, Timing timing, double rate, String rateUnit,
        double timeRatio, double difference) {}
