package bn.cli.view;

import static bn.experiments.monitor.MonitoredLayer.last;

import bn.cli.console.TextTable;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.OneLine;
import bn.experiments.monitor.Sentences;
import bn.experiments.monitor.SignificantDigits;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Monitored runs as text: for each a line, the last window of its layers, and what the numbers mean. */
public final class WatchText {
    private static final String NONE = "-";

    private WatchText() {}

    /**
     * The text of runs, one after another.
     *
     * @param length of the lines in which sentences are broken; tables are not
     */
    public static String of(List<MonitoredRun> runs, int length) {
        return runs.stream().map(run -> of(run, length)).collect(Collectors.joining("\n"));
    }

    private static String of(MonitoredRun run, int length) {
        TextTable table = new TextTable("layer", run.unit(), "lambda rms", "noise", "lambda mean", "+-", "net rate", "+-",
                "gamma rms", "dead", "lr / |w|^2", "angle");
        run.layers().forEach(layer -> table.row(OneLine.of(layer.name()),
                layer.step().length == 0 ? NONE : String.valueOf(layer.step()[layer.step().length - 1]),
                number(layer.lambdaRms()), number(layer.lambdaNoise()), number(layer.lambdaMean()), number(layer.lambdaMeanSe()),
                number(layer.netRate()), number(layer.netRateSe()), number(layer.gammaRms()), count(layer.dead()),
                number(layer.effectiveLearningRate()), number(layer.angle())));
        Stream<String> after = Stream.of(Sentences.of(run).stream(),
                run.layers().stream().filter(layer -> layer.note() != null)
                        .map(layer -> OneLine.of(layer.name()) + ": " + OneLine.of(layer.note())),
                run.notes().stream().map(note -> "Note: " + OneLine.of(note))).flatMap(lines -> lines);
        return broken(title(run), length) + table + after.map(line -> broken(line, length)).collect(Collectors.joining());
    }

    /** A text in lines of at most a length, broken at blanks where that is possible. */
    private static String broken(String text, int length) {
        StringBuilder lines = new StringBuilder();
        String rest = text;
        while (rest.length() > length) {
            int blank = rest.lastIndexOf(' ', length);
            lines.append(rest, 0, blank > 0 ? blank : length).append('\n');
            rest = rest.substring(blank > 0 ? blank + 1 : length);
        }
        return lines.append(rest).append('\n').toString();
    }

    private static String title(MonitoredRun run) {
        StringBuilder title = new StringBuilder(OneLine.of(run.name())).append(": ");
        if (run.framework() != null) {
            title.append(OneLine.of(run.framework())).append(", ");
        }
        if (run.model() != null) {
            title.append(OneLine.of(run.model())).append(", ");
        }
        title.append(run.unit()).append(' ').append(run.step());
        if (!Double.isNaN(last(run.steps().loss()))) {
            title.append(", loss ").append(SignificantDigits.of(last(run.steps().loss())));
        }
        if (!Double.isNaN(run.seconds())) {
            title.append(String.format(Locale.ROOT, ", %.1f s", run.seconds()));
        }
        return title.append(run.finished() ? ", finished" : ", finished: no").toString();
    }

    private static String number(double... series) {
        return Double.isNaN(last(series)) ? NONE : SignificantDigits.of(last(series));
    }

    private static String count(double... series) {
        return Double.isNaN(last(series)) ? NONE : String.format(Locale.ROOT, "%.0f", last(series));
    }
}
