package bn.experiments.run;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.Parameter;
import bn.api.spi.Origin;
import bn.experiments.data.Capacity;
import bn.experiments.data.Dataset;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerReading;
import bn.experiments.rate.RateMeter;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import bn.experiments.train.DataWeightedPenalty;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains by a plan and keeps the results in a folder: {@code metrics.csv}, {@code rates.csv} (every unit of every hidden
 * layer after every epoch), {@code checkpoint.safetensors} and {@code manifest.json}. Interrupted, it goes on after its last
 * whole epoch and has the same results as in one go. Listeners hear of an epoch when all of it is on the disk.
 */
public final class TrainingRun {
    private final TrainingPlan plan;
    private final Dataset dataset;
    private final DataIdentity data;
    private final Backend backend;
    private final NormalizationProvider normalization;
    private final OutputFolder folder;
    private final RunFiles files;
    private final int rateExamples;
    private final Invocation invocation;
    private final Optional<StartingPoint> start;

    /**
     * How a run was asked for, for its manifest.
     *
     * @param command the command line that started it
     * @param dataOptions the options of it that name the data, as they are typed
     */
    public record Invocation(String command, String dataOptions) { }

    /** A run with fresh weights; see the other constructor. */
    public TrainingRun(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization,
            OutputFolder folder, int rateExamples, Invocation invocation) {
        this(plan, dataset, backend, normalization, folder, rateExamples, invocation, Optional.empty());
    }

    /**
     * A run.
     *
     * @param folder where its results go; locked by the caller, or while it trains
     * @param rateExamples on how many training examples the rates are measured, at most
     * @param start what it goes on from
     * @throws InvalidRequestException if that does not fit the plan or the data
     */
    public TrainingRun(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization,
            OutputFolder folder, int rateExamples, Invocation invocation, Optional<StartingPoint> start) {
        if (rateExamples < 1) {
            throw new InvalidRequestException("the rates are measured on at least 1 example, got " + rateExamples);
        }
        data = DataIdentity.of(dataset);
        start.ifPresent(from -> {
            from.check(plan);
            from.check(data);
        });
        this.start = start;
        this.plan = plan;
        this.dataset = dataset;
        this.backend = backend;
        this.normalization = normalization;
        this.folder = folder;
        files = new RunFiles(folder);
        this.rateExamples = rateExamples;
        this.invocation = invocation;
    }

    /**
     * Trains.
     *
     * @param resume whether to go on with the run in the folder
     * @return the metrics of the epochs that were trained now
     * @throws InvalidRequestException if there is a run in the folder and it is not to be resumed, it has other settings, or a
     *     setting has no effect
     * @throws bn.api.BnException if another process or thread writes to the folder, the run in it is damaged, or training diverges
     * @throws java.util.concurrent.CancellationException if the listener asks for it
     */
    public List<EpochMetrics> train(boolean resume, RunListener listener) {
        if (!folder.isLocked()) {
            files.lock();
        }
        try (files) {
            return trainLocked(resume, listener);
        }
    }

    private List<EpochMetrics> trainLocked(boolean resume, RunListener listener) {
        Optional<RunManifest> old = begun(resume, listener);
        // Before an epoch is trained that cannot be kept: weights and velocities as float64 numbers, whatever they are computed in.
        Capacity.require("the checkpoint of a network " + plan.architecture(), 2.0 * Double.BYTES * plan.architecture().weights(),
                "use smaller layers");
        List<EpochMetrics> trained = new ArrayList<>();
        try (Trainer trainer = new Trainer(plan, dataset, backend, normalization);
                RateMeter meter = new RateMeter(backend, plan.dtype(), dataset.train(), trainer.loss(), plan.noiseSigma(),
                        plan.batchSize(), rateExamples)) {
            checkDecays(trainer.network());
            if (rateExamples < plan.batchSize()) {
                listener.note("Note: the rates are measured on whole batches: on one of " + plan.batchSize() + " examples, not on "
                        + rateExamples + ".");
            }
            start.flatMap(from -> from.note(data)).ifPresent(note -> listener.note("Note: " + note));
            start.ifPresent(from -> from.start(trainer.network(), backend, normalization));
            int done = old.map(run -> files.restore(run, manifest(), trainer.network(), trainer.optimizer(),
                    note -> listener.note("Note: " + note + "."))).orElse(0);
            if (done >= plan.epochs()) {
                listener.note("Note: the run has " + done + " epochs already, and " + plan.epochs() + (plan.epochs() == 1 ? " was" : " were")
                        + " asked for: nothing is trained.");
            }
            try (DataWeightedPenalty penalty = start.flatMap(from -> from.penalty(backend, trainer.network())).orElse(null)) {
                for (int epoch = done + 1; epoch <= plan.epochs(); epoch++) {
                    EpochMetrics metrics = penalty == null ? trainer.epoch(epoch, listener) : trainer.epoch(epoch, listener,
                            penalty);
                    List<LayerReading> rates = meter.read(trainer.network(), plan.seed() + epoch);
                    // Before anything is written: the files of the epoch before stay as they are.
                    Map<String, double[]> arrays = arrays(trainer, epoch);
                    files.add(metrics, rates, manifest(), trainer.network().spec(), arrays, () -> listener.epoch(metrics, rates));
                    trained.add(metrics);
                }
            }
        }
        return trained;
    }

    /** Parameters, running statistics and velocities after an epoch, by name. */
    private Map<String, double[]> arrays(Trainer trainer, int epoch) {
        Map<String, double[]> arrays = new TreeMap<>(trainer.network().state());
        arrays.putAll(trainer.optimizer().state());
        CheckpointArrays.requireFinite(arrays, "training diverged in epoch " + epoch + ": ",
                "; lower the learning rate (now " + plan.sgd().learningRate() + "), or look for extreme inputs");
        return arrays;
    }

    /** The manifest of the run in the folder, if there is one to go on with. */
    private Optional<RunManifest> begun(boolean resume, RunListener listener) {
        if (!files.exist()) {
            if (!files.remains().isEmpty()) {
                throw new InvalidRequestException("the output folder holds files of a run without its manifest.json: "
                        + files.remains()
                        + "; put it back, move them away, or choose another folder", RunRemedy.OTHER_FOLDER);
            }
            if (resume) {
                listener.note("Note: there is no run in the output folder to go on with; a new one begins.");
            }
            return Optional.empty();
        }
        if (!resume) {
            throw new InvalidRequestException(
                    "the output folder already holds a run; resume it, or choose another folder",
                    RunRemedy.RESUME, RunRemedy.OTHER_FOLDER);
        }
        RunManifest old = files.manifest();
        List<String> differences = old.differences(manifest());
        if (!differences.isEmpty()) {
            throw new InvalidRequestException("the run to resume differs from what is asked for: " + String.join("; ",
                    differences)
                    + "; repeat its settings, or choose another folder", RunRemedy.OTHER_FOLDER);
        }
        List<String> computation = old.otherComputation(manifest());
        if (!computation.isEmpty()) {
            listener.note("Note: the run goes on elsewhere, so its results may differ by rounding from those of one go: "
                    + String.join("; ", computation));
        }
        return Optional.of(old);
    }

    /** A decay of what is not learned would be ignored. */
    private void checkDecays(Network network) {
        checkDecay("gamma", plan.sgd().gammaDecay(), Parameter.Role.GAMMA, RunRemedy.GAMMA_DECAY, network);
        checkDecay("beta", plan.sgd().betaDecay(), Parameter.Role.BETA, RunRemedy.BETA_DECAY, network);
    }

    private static void checkDecay(String name, double decay, Parameter.Role role, RunRemedy remedy, Network network) {
        if (decay != 0 && network.parameters().stream().noneMatch(parameter -> parameter.role() == role)) {
            throw new InvalidRequestException("the decay " + decay + " of " + name + " has no effect: this network learns no " + name
                    + "; leave it out", remedy);
        }
    }

    private RunManifest manifest() {
        Map<String, Object> settings = new LinkedHashMap<>(plan.settings());
        start.ifPresent(from -> settings.putAll(from.settings()));
        return new RunManifest(invocation.command(), invocation.dataOptions(), settings, rateExamples, dataset.name(),
                dataset.description(), dataset.train().count(), dataset.test().count(), dataset.files(), data,
                Provenance.of(backend), Origin.of(normalization.getClass()), 0, Map.of());
    }
}
