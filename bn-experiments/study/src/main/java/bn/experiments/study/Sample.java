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
     * The mean over the seeds, with an interval for other test examples as well. All seeds share the test examples. The value of a
     * seed is off by the mean over them of that seed's {@link Influence}; the mean over the seeds by the mean of the mean influence,
     * whose variance is at most the mean of the seeds' variances. This is added as a whole: more seeds do not lower it. The interval
     * is a little too wide, as what the errors of different seeds do not have in common is in the spread of the seeds as well.
     *
     * @param testVariance variance of each value by the drawing of the test examples
     */
    public Estimate estimate(Sample testVariance) {
        return Estimate.of(values(), testVariance.estimate().mean());
    }

    /**
     * The mean over the seeds, where each value has an error of its own of known size. Few seeds may agree by chance better than
     * their errors allow: the interval is no narrower than these errors alone make it.
     *
     * @param errors standard error of each value, independent between seeds
     */
    public Estimate estimateKnowing(Sample errors) {
        return Estimate.atLeast(values(), errors.map(error -> error * error).estimate().mean() / bySeed.size());
    }

    /**
     * Half the width to expect of the interval of a mean over the seeds, of values that differ by these standard errors alone.
     */
    public double expectedReach() {
        return Estimate.reach(Math.sqrt(map(error -> error * error).estimate().mean() / bySeed.size()), bySeed.size());
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
