package bn.experiments.page;

import static bn.experiments.monitor.MonitoredLayer.last;

import bn.experiments.monitor.MonitoredChannel;
import bn.experiments.monitor.MonitoredLayer;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.MonitoredStream;
import bn.experiments.monitor.OneLine;
import bn.experiments.report.Cell;
import bn.experiments.report.NumberText;
import bn.experiments.report.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The layers, streams and channels of a run as tables. */
final class MonitorTables {
    /** A page with all channels of a large network would be slow; its folder has them. */
    private static final int MOST_CHANNELS = 500;

    private MonitorTables() {}

    /** The last window of each layer. */
    static Table layers(MonitoredRun run) {
        return new Table("The last window of each layer" + dead(run), List.of("layer", "dead", "λ rms", "noise", "net rate",
                "its standard error", "λ mean", "its standard error", "γ rms", "α mean", "lr / |w|²", "angle", "readings",
                run.unit(),
                "channels", "after", "note"), run.layers().stream().map(MonitorTables::layer).toList());
    }

    private static List<Cell> layer(MonitoredLayer layer) {
        double step = layer.step().length == 0 ? Double.NaN : layer.step()[layer.step().length - 1];
        return Stream.of(Stream.of(text(layer.name())),
                numbers(last(layer.dead()), last(layer.lambdaRms()), last(layer.lambdaNoise()), last(layer.netRate()),
                        last(layer.netRateSe()), last(layer.lambdaMean()), last(layer.lambdaMeanSe()), last(layer.gammaRms()),
                        last(layer.alphaMean()), last(layer.effectiveLearningRate()), last(layer.angle()), last(layer.readings()),
                        step, layer.channels()),
                Stream.of(text(layer.linear()), text(layer.note()))).flatMap(cells -> cells).toList();
    }

    private static String dead(MonitoredRun run) {
        return run.layers().stream().anyMatch(layer -> last(layer.dead()) > 0)
                ? "; dead channels (|γ| < " + MonitoredChannel.DEAD + ") are counted and left out of λ and α" : "";
    }

    /** The last window of each stream. */
    static Table streams(MonitoredRun run) {
        return new Table("The balance of each stream in its last window", List.of("stream", "written by", "read by",
                "sum of γ²λ", "sum of β ∂L/∂β", "written without norm", "let through above", "error of T13"),
                run.streams().stream().map(MonitorTables::stream).toList());
    }

    private static List<Cell> stream(MonitoredStream stream) {
        return Stream.concat(Stream.of(text(stream.name()), names(stream.writers()), names(stream.consumers())),
                numbers(last(stream.netRate()), last(stream.shift()), last(stream.writersGradient()),
                        last(stream.consumersGradient()), last(stream.error())))
                .toList();
    }

    private static Cell names(List<String> names) {
        return text(NetworkTables.names(names));
    }

    /** The channels, or of many those whose lambda is the most standard errors away from 0. */
    static Table channels(MonitoredRun run) {
        boolean all = run.channels().size() <= MOST_CHANNELS;
        List<MonitoredChannel> shown = all ? run.channels()
                : run.channels().stream().filter(channel -> score(channel) > 0)
                        .sorted(Comparator.comparingDouble(MonitorTables::score).reversed()).limit(MOST_CHANNELS).toList();
        return new Table(all ? "All channels" : NumberText.of(shown.size()) + " of " + NumberText.of(run.channels().size())
                + " channels: those whose λ is the most standard errors away from 0",
                List.of("layer", "channel", "readings", "λ", "standard error", "γ", "∂L/∂γ", "β", "∂L/∂β", "Var(u)", "|w|²", "α",
                        "its standard error"),
                shown.stream().map(MonitorTables::channel).toList());
    }

    private static List<Cell> channel(MonitoredChannel channel) {
        return Stream.concat(Stream.of(text(channel.layer()), Cell.number(channel.channel())),
                numbers(channel.readings(), channel.lambda(), channel.lambdaSe(), channel.gamma(), channel.gammaGradient(),
                        channel.beta(), channel.betaGradient(), channel.variance(), channel.weightNorm2(), channel.alpha(),
                        channel.alphaSe()))
                .toList();
    }

    private static double score(MonitoredChannel channel) {
        return Math.abs(channel.lambda()) / channel.lambdaSe();
    }

    private static Stream<Cell> numbers(double... values) {
        return Arrays.stream(values).mapToObj(MonitorTables::number);
    }

    private static Cell number(double value) {
        return Double.isNaN(value) ? Cell.text("") : Cell.number(value);
    }

    private static Cell text(String text) {
        return Cell.text(text == null ? "" : OneLine.of(text));
    }
}
