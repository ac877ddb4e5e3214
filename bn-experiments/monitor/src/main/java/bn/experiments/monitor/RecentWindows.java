package bn.experiments.monitor;

import java.util.stream.IntStream;

/**
 * The last windows of a layer, at most {@link #MOST} together, or all of them.
 *
 * <p>
 * Readings that follow each other are not independent, so the standard error within a window may be too small. The spread between
 * the means of windows gives another one (the method of batch means), and the larger of both is taken.
 */
final class RecentWindows {
    static final int MOST = 10;
    /** From so many windows on, their spread is a standard error. */
    private static final int ENOUGH = 3;
    /** With fewer readings the standard error itself is so uncertain that a few of them are no evidence. */
    static final int FEWEST_READINGS = 10;

    private final MonitoredLayer layer;
    private final int from;
    private final int to;

    /** The last windows of a layer that has at least one. */
    RecentWindows(MonitoredLayer layer) {
        this(layer, MOST);
    }

    private RecentWindows(MonitoredLayer layer, int most) {
        this.layer = layer;
        to = layer.step().length;
        from = Math.max(0, to - most);
    }

    /** All windows of a layer that has at least one. */
    static RecentWindows all(MonitoredLayer layer) {
        return new RecentWindows(layer, Integer.MAX_VALUE);
    }

    /** The name of the layer in one line. */
    String name() {
        return OneLine.of(layer.name());
    }

    /** Whether a channel is one of the layer. */
    boolean isOf(MonitoredChannel channel) {
        return channel.layer().equals(layer.name());
    }

    /** Which windows these are, such as {@code the last 10 windows, to step 1000}. */
    String range(String unit) {
        long last = layer.step()[to - 1];
        return (to - from == 1 ? "the window" : "the last " + (to - from) + " windows") + " to " + unit + " " + last;
    }

    /** Root mean square of lambda over live channels and windows. */
    double lambdaRms() {
        return Math.sqrt(meanSquare(layer.lambdaRms()));
    }

    /** The ratio of {@link #lambdaRms} to the root mean square of the standard errors; NaN if these are not known. */
    double lambdaRatio() {
        return Math.sqrt(meanSquare(layer.lambdaRms()) / meanSquare(layer.lambdaNoise()));
    }

    /** The mean net rate over the windows. */
    double netRate() {
        return windows().mapToDouble(i -> layer.netRate()[i]).average().orElse(Double.NaN);
    }

    /** The standard error of {@link #netRate}; NaN if no window has one. */
    double netRateSe() {
        int count = to - from;
        double within = Math.sqrt(meanSquare(layer.netRateSe()) / count);
        double mean = netRate();
        double squares = windows().mapToDouble(i -> layer.netRate()[i] - mean).map(x -> x * x).sum();
        return count < ENOUGH ? within : Math.max(within, Math.sqrt(squares / (count - 1) / count));
    }

    /** Whether there are so few readings that their standard errors are no evidence. */
    boolean isFew() {
        return windows().mapToDouble(i -> layer.readings()[i]).sum() < FEWEST_READINGS;
    }

    /** The number of standard errors that {@link #netRate} is away from 0, with its sign; NaN if not known, or from too few readings. */
    double netRateScore() {
        if (isFew()) {
            return Double.NaN;
        }
        double score = netRate() / netRateSe();
        return Double.isInfinite(score) ? Double.NaN : score;
    }

    private IntStream windows() {
        return IntStream.range(from, to);
    }

    private double meanSquare(double... values) {
        return windows().mapToDouble(i -> values[i] * values[i]).average().orElse(Double.NaN);
    }
}
