package bn.experiments.monitor;

import bn.experiments.result.Json;
import java.util.List;

/** Runs at a moment, in the form of the JSON that {@code docs/monitoring.md} describes; NaN becomes null. */
public record Snapshot(List<RunSnapshot> runs) {

    /**
     * A run, with what its numbers mean.
     *
     * @param sentences at most {@link Sentences#MOST}
     */
    public record RunSnapshot(String name, String writer, String framework, String model, long step,
            boolean finished, double seconds, List<String> notes, List<String> sentences, MonitoredSteps steps,
            List<MonitoredLayer> layers, List<MonitoredStream> streams) {

        private static RunSnapshot of(MonitoredRun run) {
            return new RunSnapshot(run.name(), run.writer(), run.framework(), run.model(), run.step(),
                    run.finished(), run.seconds(), run.notes(), Sentences.of(run), run.steps(), run.layers(), run.streams());
        }
    }

    /** The snapshot of runs. */
    public static Snapshot of(List<MonitoredRun> runs) {
        return new Snapshot(runs.stream().map(RunSnapshot::of).toList());
    }

    /** One line of JSON, without a line break. */
    public String json() {
        return Json.compact(this);
    }
}
