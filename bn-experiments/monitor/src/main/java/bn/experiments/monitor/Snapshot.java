package bn.experiments.monitor;

import bn.experiments.result.Json;
import java.util.List;
import java.util.function.Function;

/** Runs at a moment, in the form of the JSON that {@code docs/monitoring.md} describes; NaN becomes null. */
public record Snapshot(List<RunSnapshot> runs) {

    /**
     * A run, with what its numbers mean.
     *
     * @param sentences at most {@link Sentences#MOST}
     * @param advice what weight decay does in the network, in sentences
     */
    public record RunSnapshot(String name, String writer, String framework, String model, long step,
            boolean finished, double seconds, List<String> notes, List<String> sentences, List<String> advice,
            MonitoredSteps steps,
            List<MonitoredLayer> layers, List<MonitoredStream> streams) {

        private static RunSnapshot of(MonitoredRun run, List<String> advice) {
            return new RunSnapshot(run.name(), run.writer(), run.framework(), run.model(), run.step(),
                    run.finished(), run.seconds(), run.notes(), Sentences.of(run), advice, run.steps(), run.layers(),
                    run.streams());
        }
    }

    /**
     * The snapshot of runs.
     *
     * @param advice what weight decay does in the network of a run, in sentences
     */
    public static Snapshot of(List<MonitoredRun> runs, Function<MonitoredRun, List<String>> advice) {
        return new Snapshot(runs.stream().map(run -> RunSnapshot.of(run, advice.apply(run))).toList());
    }

    /** One line of JSON, without a line break. */
    public String json() {
        return Json.compact(this);
    }
}
