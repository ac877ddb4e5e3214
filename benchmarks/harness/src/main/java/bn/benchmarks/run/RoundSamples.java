package bn.benchmarks.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The samples of one contestant, round by round: times in nanoseconds, or bytes. */
final class RoundSamples {
    private final List<long[]> rounds = new ArrayList<>();

    void add(long[] times) {
        rounds.add(times);
    }

    /** Number of samples of all rounds. */
    int count() {
        return rounds.stream().mapToInt(round -> round.length).sum();
    }

    /** A quantile of all samples; level 0 is the smallest, level 1 the largest. */
    double quantile(double level) {
        return quantile(rounds.stream().flatMapToLong(Arrays::stream).asDoubleStream(), level);
    }

    /** A quantile, over the rounds, of this median divided by the other median. Slow minutes of the machine cancel out. */
    double ratio(RoundSamples other, double level) {
        return quantile(IntStream.range(0, Math.min(rounds.size(), other.rounds.size()))
                .mapToDouble(i -> median(rounds.get(i)) / median(other.rounds.get(i))), level);
    }

    private static double median(long[] times) {
        return quantile(Arrays.stream(times).asDoubleStream(), 0.5);
    }

    /** Interpolates linearly between the two nearest values. */
    private static double quantile(DoubleStream values, double level) {
        double[] sorted = values.sorted().toArray();
        double position = level * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
