package bn.experiments.run;

import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Origin;
import bn.experiments.data.Dataset;
import bn.experiments.rate.LayerReading;
import bn.experiments.rate.RateMeter;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import bn.experiments.train.DataWeightedPenalty;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Trains by a plan and keeps the results in a folder: {@code metrics.csv}, {@code rates.csv} (every unit of every hidden
 * layer after every epoch), {@code checkpoint.safetensors} and {@code manifest.json}. Interrupted, it goes on after its last
 * whole epoch and comes to the same results.
 */
public final class TrainingRun {
    private final TrainingPlan plan;
    private final Dataset dataset;
    private final Backend backend;
    private final NormalizationProvider normalization;
    private final RunFiles files;
    private final int rateExamples;
    private final String command;
    private final Optional<StartingPoint> start;

    /** A run with fresh weights; see the other constructor. */
    public TrainingRun(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization,
            OutputFolder folder, int rateExamples, String command) {
        this(plan, dataset, backend, normalization, folder, rateExamples, command, Optional.empty());
    }

    /**
     * A run.
     *
     * @param folder where its results go
     * @param rateExamples on how many training examples the rates are measured, at most
     * @param command the command line that started it, for the manifest
     * @param start what it goes on from
     * @throws UsageException if that does not fit the plan
     */
    public TrainingRun(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization,
            OutputFolder folder, int rateExamples, String command, Optional<StartingPoint> start) {
        start.ifPresent(from -> from.check(plan));
        this.start = start;
        this.plan = plan;
        this.dataset = dataset;
        this.backend = backend;
        this.normalization = normalization;
        files = new RunFiles(folder);
        this.rateExamples = rateExamples;
        this.command = command;
    }

    /**
     * Trains.
     *
     * @param resume whether to go on with the run in the folder
     * @return the metrics of the epochs that were trained now
     * @throws UsageException if there is a run in the folder and it is not to be resumed, or it has other settings
     * @throws java.util.concurrent.CancellationException if the listener asks for it
     */
    public List<EpochMetrics> train(boolean resume, RunListener listener) {
        boolean going = resume ? check() : fresh();
        List<EpochMetrics> trained = new ArrayList<>();
        try (Trainer trainer = new Trainer(plan, dataset, backend, normalization);
                RateMeter meter = new RateMeter(backend, plan.dtype(), dataset.train(), trainer.loss(), plan.noiseSigma(),
                        plan.batchSize(), rateExamples)) {
            start.ifPresent(from -> from.checkpoint().restore(trainer.network()));
            int done = going ? files.restore(trainer.network(), trainer.optimizer()) : 0;
            try (DataWeightedPenalty penalty = start.flatMap(from -> from.penalty(backend, trainer.network())).orElse(null)) {
                for (int epoch = done + 1; epoch <= plan.epochs(); epoch++) {
                    EpochMetrics metrics = penalty == null ? trainer.epoch(epoch, listener) : trainer.epoch(epoch, listener,
                            penalty);
                    List<LayerReading> rates = meter.read(trainer.network(), plan.seed() + epoch);
                    files.add(metrics, rates);
                    files.write(manifest(epoch), trainer.network(), trainer.optimizer());
                    trained.add(metrics);
                    listener.epoch(metrics, rates);
                }
            }
        }
        return trained;
    }

    private boolean fresh() {
        if (files.exist()) {
            throw new UsageException("the output folder already holds a run; go on with it by --resume, or choose another "
                    + "--out DIR");
        }
        return false;
    }

    /** Whether there is a run to go on with. */
    private boolean check() {
        if (!files.exist()) {
            return false;
        }
        JsonNode old = files.manifest();
        JsonNode now = Json.tree(manifest(0));
        List<String> differences = new ArrayList<>();
        Set<String> settings = new LinkedHashSet<>();
        now.path("settings").fieldNames().forEachRemaining(settings::add);
        // Settings that only some runs have, such as a checkpoint to start from.
        old.path("settings").fieldNames().forEachRemaining(settings::add);
        // A run may be resumed for more epochs than it was begun with.
        settings.remove("epochs");
        settings.forEach(name -> compare(name, old.path("settings").path(name), now.path("settings").path(name), differences));
        compare("training examples", old.path("trainExamples"), now.path("trainExamples"), differences);
        if (old.has("normalization")) {
            for (String part : List.of("module", "version")) {
                compare(part + " of the normalization", old.at("/normalization/" + part), now.at("/normalization/" + part), differences);
            }
        }
        compare("data", old.path("sources"), now.path("sources"), differences);
        if (!differences.isEmpty()) {
            throw new UsageException("the run to resume differs from what is asked for: " + String.join("; ", differences)
                    + "; repeat its options or choose another --out DIR");
        }
        return true;
    }

    private static void compare(String name, JsonNode before, JsonNode now, List<String> differences) {
        // As text, because a number that was read back may be of another node type.
        if (!before.asText(before.toString()).equals(now.asText(now.toString()))) {
            differences.add(name + " was " + shown(before) + ", now " + shown(now));
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "not given" : value.toString();
    }

    private RunManifest manifest(int epochsDone) {
        Map<String, Object> settings = new LinkedHashMap<>(plan.settings());
        start.ifPresent(from -> settings.putAll(from.settings()));
        return new RunManifest(command, settings, rateExamples, dataset.name(), dataset.description(),
                dataset.train().count(), dataset.test().count(), dataset.files(), Provenance.of(backend), Origin.of(normalization.getClass()), epochsDone);
    }
}
