package bn.experiments.advice;

import bn.experiments.monitor.MonitoredLayer;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.MonitoredStream;
import bn.experiments.monitor.Sentences;
import bn.experiments.stream.BatchMean;
import bn.experiments.stream.StreamEnds;
import bn.experiments.stream.StreamEnds.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A network whose training a monitor watched, as advice needs it. */
public final class MonitoredNetwork {
    private MonitoredNetwork() {}

    /** The network, with the mean rates of the run and the last gammas. Layers in evaluation mode have no rates and are left out. */
    public static AdvisedNetwork of(MonitoredRun run) {
        List<MonitoredLayer> layers = run.layers().stream().filter(layer -> !layer.frozen() && layer.step().length > 0).toList();
        List<String> normalized = run.layers().stream().map(MonitoredLayer::linear).filter(name -> name != null).toList();
        List<String> linear = run.streams().stream()
                .flatMap(stream -> Stream.concat(stream.consumers().stream(), stream.writers().stream()))
                .filter(name -> !normalized.contains(name) && run.layers().stream().noneMatch(layer -> layer.name().equals(name)))
                .distinct().toList();
        return new AdvisedNetwork(layers.stream().map(layer -> layer(run, layer)).toList(),
                run.streams().stream().map(stream -> stream(stream, normalized)).toList(), linear, "the readings of the run");
    }

    /** What weight decay does in the network of a run, in sentences; empty if it is not known what reads its layers. */
    public static List<String> sentences(MonitoredRun run) {
        return Advice.aboutDecay(of(run)).stream().map(each -> each.question() + " " + each.answer()).toList();
    }

    private static AdvisedLayer layer(MonitoredRun run, MonitoredLayer layer) {
        return new AdvisedLayer(layer.name(), run.channels().stream().filter(channel -> channel.layer().equals(layer.name()))
                .map(channel -> new AdvisedUnit(channel.gamma(), channel.lambda(), channel.lambdaSe(), Double.NaN)).toList(),
                new BatchMean(layer.meanNetRate(), layer.meanNetRateSe(), (int) Arrays.stream(layer.readings()).sum()));
    }

    private static StreamEnds stream(MonitoredStream stream, List<String> normalized) {
        double error = MonitoredLayer.last(stream.error());
        return new StreamEnds(stream.writers(), stream.consumers().stream()
                .map(name -> new StreamEnds.Reader(name, normalized.contains(name) ? Kind.NORMALIZED : Kind.LINEAR)).toList(),
                error > Sentences.BALANCE ? Optional.of("its balance T13 is off by " + Words.number(100 * error) + " %")
                        : Optional.empty());
    }
}
