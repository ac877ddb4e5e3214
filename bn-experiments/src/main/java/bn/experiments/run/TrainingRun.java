package bn.experiments.run;

import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.experiments.data.Dataset;
import bn.experiments.rate.LayerReading;
import bn.experiments.rate.RateMeter;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /**
     * A run.
     *
     * @param folder where its results go
     * @param rateExamples on how many training examples the rates are measured, at most
     * @param command the command line that started it, for the manifest
     */
    public TrainingRun(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization,
            OutputFolder folder, int rateExamples, String command) {
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
        boolean going = resume ? check() : start();
        List<EpochMetrics> trained = new ArrayList<>();
        try (Trainer trainer = new Trainer(plan, dataset, backend, normalization);
                RateMeter meter = new RateMeter(backend, plan.dtype(), dataset.train(), trainer.loss(), plan.noiseSigma(),
                        plan.batchSize(), rateExamples)) {
            int done = going ? files.restore(trainer.network(), trainer.optimizer()) : 0;
            for (int epoch = done + 1; epoch <= plan.epochs(); epoch++) {
                EpochMetrics metrics = trainer.epoch(epoch, listener);
                List<LayerReading> rates = meter.read(trainer.network(), plan.seed() + epoch);
                files.add(metrics, rates);
                files.write(manifest(epoch), trainer.network(), trainer.optimizer());
                trained.add(metrics);
                listener.epoch(metrics, rates);
            }
        }
        return trained;
    }

    private boolean start() {
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
        for (Map.Entry<String, JsonNode> setting : now.path("settings").properties()) {
            // A run may be resumed for more epochs than it was begun with.
            if (!setting.getKey().equals("epochs")) {
                compare(setting.getKey(), old.path("settings").path(setting.getKey()), setting.getValue(), differences);
            }
        }
        compare("training examples", old.path("trainExamples"), now.path("trainExamples"), differences);
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
            differences.add(name + " was " + before + ", now " + now);
        }
    }

    private RunManifest manifest(int epochsDone) {
        return new RunManifest(command, plan.settings(), rateExamples, dataset.name(), dataset.description(),
                dataset.train().count(), dataset.test().count(), dataset.files(), Provenance.of(backend), epochsDone);
    }
}
