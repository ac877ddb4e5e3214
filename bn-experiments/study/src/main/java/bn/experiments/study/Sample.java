package bn.experiments.study;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** A number for each seed. */
public final class Sample {
    private final SortedMap<Long, Double> bySeed;

    Sample(SortedMap<Long, Double> bySeed) {
        this.bySeed = bySeed;
    }

    /** The mean over the seeds. */
    public Estimate estimate() {
        return Estimate.of(values());
    }

    /**
     * The mean over the seeds, with an interval for other test examples as well.
     *
     * @param testVariance variance of each value by the drawing of the test examples; as all seeds share them, it is the same error
     *     for all, and is added as a whole
     */
    public Estimate estimate(Sample testVariance) {
        return Estimate.of(values(), testVariance.estimate().mean());
    }

    /** The values, in the order of the seeds. */
    public double[] values() {
        return bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The largest value; NaN if one is NaN. */
    public double largest() {
        return bySeed.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The smallest value; NaN if one is NaN. */
    public double smallest() {
        return bySeed.values().stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The difference seed by seed, for a paired comparison. */
    public Sample minus(Sample other) {
        return paired(other, (a, b) -> a - b);
    }

    /** The sum seed by seed. */
    public Sample plus(Sample other) {
        return paired(other, Double::sum);
    }

    /** The ratio seed by seed, for a paired comparison. */
    public Sample over(Sample other) {
        return paired(other, (a, b) -> a / b);
    }

    /** The larger value seed by seed. */
    public Sample max(Sample other) {
        return paired(other, Math::max);
    }

    private Sample paired(Sample other, DoubleBinaryOperator function) {
        if (!bySeed.keySet().equals(other.bySeed.keySet())) {
            throw new IllegalArgumentException("seeds " + bySeed.keySet() + " are not paired with " + other.bySeed.keySet());
        }
        SortedMap<Long, Double> values = new TreeMap<>();
        bySeed.forEach((seed, value) -> values.put(seed, function.applyAsDouble(value, other.bySeed.get(seed))));
        return new Sample(values);
    }

    /** A function of each value. */
    public Sample map(DoubleUnaryOperator function) {
        SortedMap<Long, Double> mapped = new TreeMap<>();
        bySeed.forEach((seed, value) -> mapped.put(seed, function.applyAsDouble(value)));
        return new Sample(mapped);
    }
}
