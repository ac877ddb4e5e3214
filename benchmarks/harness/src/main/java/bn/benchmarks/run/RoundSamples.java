package bn.benchmarks.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Times of one contestant, in nanoseconds, round by round. */
final class Samples {
    private final List<long[]> rounds = new ArrayList<>();

    void add(long[] times) {
        rounds.add(times);
    }

    /** Number of runs in all. */
    int count() {
        return rounds.stream().mapToInt(round -> round.length).sum();
    }

    /** A quantile of all runs, from 0, the smallest, to 1. */
    double quantile(double share) {
        return quantile(rounds.stream().flatMapToLong(Arrays::stream).asDoubleStream(), share);
    }

    /** A quantile over the rounds of this one's median divided by another's: slow minutes of the machine cancel. */
    double ratio(Samples other, double share) {
        return quantile(IntStream.range(0, Math.min(rounds.size(), other.rounds.size()))
                .mapToDouble(i -> median(rounds.get(i)) / median(other.rounds.get(i))), share);
    }

    private static double median(long[] times) {
        return quantile(Arrays.stream(times).asDoubleStream(), 0.5);
    }

    /** Interpolated linearly between the two that are nearest. */
    private static double quantile(DoubleStream values, double share) {
        double[] sorted = values.sorted().toArray();
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
