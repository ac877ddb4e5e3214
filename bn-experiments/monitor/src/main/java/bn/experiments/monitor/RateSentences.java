package bn.experiments.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the rates of layers are, as far as they are clear against their standard errors.
 *
 * @param run the run
 * @param layers its layers that are trained and have readings
 */
record RateSentences(MonitoredRun run, List<RecentWindows> layers) {
    /** Standard errors from which a number is clearly not 0. */
    private static final double CLEAR = 3;
    /** Below this ratio of the root mean square of lambda to its noise, lambda is not distinguishable from noise. */
    private static final double NOISE = 2;
    /** The largest number of layers that a sentence names. */
    private static final int NAMED = 3;

    static RateSentences about(MonitoredRun run) {
        return new RateSentences(run, run.layers().stream().filter(layer -> layer.step().length > 0 && !layer.frozen())
                .map(RecentWindows::new).toList());
    }

    /** The layer whose lambda is largest, of those that are clear. */
    Optional<String> lambda() {
        return layers.stream().filter(layer -> layer.lambdaRatio() >= CLEAR)
                .max(Comparator.comparingDouble(RecentWindows::lambdaRms))
                .map(layer -> "Lambda is largest in " + OneLine.layer(layer.name())
                        + ": its root mean square over the live channels is "
                        + SignificantDigits.of(layer.lambdaRms()) + ", " + SignificantDigits.of(layer.lambdaRatio())
                        + " times the standard error of a channel ("
                        + layer.range(run.unit()) + ").");
    }

    /** The layers whose lambda is no larger than its noise. */
    Optional<String> noise() {
        List<RecentWindows> known = layers.stream().filter(layer -> !Double.isNaN(layer.lambdaRatio())).toList();
        List<RecentWindows> weak = known.stream().filter(layer -> layer.lambdaRatio() < NOISE).toList();
        return weak.stream().max(Comparator.comparingDouble(RecentWindows::lambdaRatio))
                .map(most -> "Within a window, the lambda of a channel cannot be distinguished from noise in " + weak.size()
                        + " of " + known.size() + " layers ("
                        + named(weak) + "): its root mean square is at most " + SignificantDigits.of(most.lambdaRatio())
                        + " times the standard error of a channel" + overTheRun(weak) + ".");
    }

    /** How many channels of these layers have a clear lambda in the mean over the run; empty if that is not known, or from too few readings. */
    private String overTheRun(List<RecentWindows> weak) {
        List<MonitoredChannel> channels = run.channels().stream()
                .filter(channel -> channel.readings() >= RecentWindows.FEWEST_READINGS && channel.lambdaSe() > 0
                        && weak.stream().anyMatch(layer -> layer.isOf(channel)))
                .toList();
        long clear = channels.stream().filter(channel -> Math.abs(channel.lambda()) >= CLEAR * channel.lambdaSe()).count();
        return channels.isEmpty() ? ""
                : "; in the mean over the run, it is at least " + (int) CLEAR + " standard errors from 0 in " + clear + " of "
                        + channels.size() + " channels";
    }

    /** Which net rates are clearly positive or negative. */
    Optional<String> netRate() {
        List<RecentWindows> known = layers.stream().filter(layer -> !Double.isNaN(layer.netRateScore())).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        part(known, layer -> layer.netRateScore() >= CLEAR, "clearly positive", "batch norm pulls the weights down",
                parts);
        part(known, layer -> layer.netRateScore() <= -CLEAR, "clearly negative", "batch norm pushes the weights up", parts);
        if (parts.isEmpty()) {
            double largest = known.stream().mapToDouble(layer -> Math.abs(layer.netRateScore())).max().orElseThrow();
            return Optional.of("No net rate (sum of gamma^2 lambda) is clearly different from 0: the largest of " + known.size()
                    + " layers is " + SignificantDigits.of(largest) + " standard errors away.");
        }
        return Optional.of("The net rate (sum of gamma^2 lambda) is " + String.join("; it is ", parts) + ".");
    }

    private static void part(List<RecentWindows> known, Predicate<RecentWindows> which, String sign, String meaning,
            List<String> parts) {
        known.stream().filter(which).max(Comparator.comparingDouble(layer -> Math.abs(layer.netRateScore())))
                .ifPresent(clearest -> parts.add(sign + " in " + known.stream().filter(which).count() + " of " + known.size()
                        + " layers, so " + meaning + ", most clearly in " + OneLine.layer(clearest.name()) + " ("
                        + SignificantDigits.of(clearest.netRate())
                        + " ± " + SignificantDigits.of(clearest.netRateSe()) + ", "
                        + SignificantDigits.of(Math.abs(clearest.netRateScore()))
                        + " standard errors from 0)"));
    }

    /** The names of a few layers. */
    private static String named(List<RecentWindows> layers) {
        return String.join(", ", layers.stream().limit(NAMED).map(RecentWindows::name).toList())
                + (layers.size() > NAMED ? ", ..." : "");
    }
}
