package bn.experiments.monitor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the numbers of a run mean, in a few plain sentences, each with the numbers that it rests on. They are about the last
 * windows of readings, and about what is clear: what is less than three standard errors away from 0 is not called positive or
 * negative.
 */
public final class Sentences {
    /** The largest number of sentences of a run. */
    public static final int MOST = 5;
    /** Error of T13 from which a stream is named. */
    public static final double BALANCE = 1e-3;
    /** Ratio of the largest effective learning rate to the least from which both are named. */
    public static final double SPREAD = 10;

    private final MonitoredRun run;

    private Sentences(MonitoredRun run) {
        this.run = run;
    }

    /** The sentences of a run, the most important first; at least one. */
    public static List<String> of(MonitoredRun run) {
        Sentences about = new Sentences(run);
        RateSentences rates = RateSentences.about(run);
        List<String> sentences = Stream.of(about.balance(), rates.lambda(), rates.noise(), rates.netRate(), about.dead(),
                about.effectiveLearningRate()).flatMap(Optional::stream).limit(MOST).toList();
        return sentences.isEmpty() ? List.of(about.nothing()) : sentences;
    }

    private String nothing() {
        if (run.layers().isEmpty()) {
            return "Nothing can be said: the run has no layer with batch norm.";
        }
        return run.layers().stream().allMatch(layer -> layer.frozen() || layer.step().length == 0)
                ? "Nothing can be said yet: no layer that is trained has a reading."
                : "Nothing can be said: no rate is clear of its standard error, or none has one (it takes two readings in a window).";
    }

    /** Streams whose balance does not hold. */
    private Optional<String> balance() {
        return run.streams().stream().filter(stream -> error(stream) > BALANCE)
                .max((a, b) -> Double.compare(error(a), error(b)))
                .map(stream -> "The balance T13 of the stream " + OneLine.of(stream.name()) + " is off by "
                        + SignificantDigits.of(100 * error(stream)) + " % at " + run.unit() + " "
                        + stream.step()[stream.step().length - 1]
                        + ": it has an activation that is not positively homogeneous, or these are not the gradients of the loss.");
    }

    /** Dead channels. */
    private Optional<String> dead() {
        List<MonitoredLayer> with = run.layers().stream().filter(layer -> deadOf(layer) > 0).toList();
        long dead = with.stream().mapToLong(layer -> (long) deadOf(layer)).sum();
        int all = run.layers().stream().mapToInt(MonitoredLayer::channels).sum();
        return with.stream().max((a, b) -> Double.compare(deadOf(a), deadOf(b)))
                .map(most -> dead + " of " + all + " channels " + (dead == 1 ? "is" : "are") + " dead (|gamma| < "
                        + MonitoredChannel.DEAD + "), " + (with.size() == 1 ? "all" : (long) deadOf(most))
                        + " of them in " + OneLine.layer(most.name()) + "; they are left out of lambda and alpha.");
    }

    /** The spread of the effective learning rate among layers. */
    private Optional<String> effectiveLearningRate() {
        List<MonitoredLayer> known = run.layers().stream().filter(layer -> rate(layer) > 0 && Double.isFinite(rate(layer)))
                .toList();
        Optional<MonitoredLayer> least = known.stream().min((a, b) -> Double.compare(rate(a), rate(b)));
        Optional<MonitoredLayer> most = known.stream().max((a, b) -> Double.compare(rate(a), rate(b)));
        if (least.isEmpty() || rate(most.orElseThrow()) < SPREAD * rate(least.get())) {
            return Optional.empty();
        }
        return Optional.of("The effective learning rate (learning rate / |w|^2) differs by a factor of "
                + SignificantDigits.of(rate(most.get()) / rate(least.get())) + " among layers: from "
                + SignificantDigits.of(rate(least.get())) + " in "
                + OneLine.layer(least.get().name()) + " to " + SignificantDigits.of(rate(most.get())) + " in "
                + OneLine.layer(most.get().name()) + ".");
    }

    private static double rate(MonitoredLayer layer) {
        return MonitoredLayer.last(layer.effectiveLearningRate());
    }

    private static double error(MonitoredStream stream) {
        return MonitoredLayer.last(stream.error());
    }

    private static double deadOf(MonitoredLayer layer) {
        return MonitoredLayer.last(layer.dead());
    }
}
