package bn.experiments.run;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Origin;
import bn.experiments.data.Dataset;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Network;
import bn.experiments.network.ParameterGroup;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.RateEstimator;
import bn.experiments.result.MaxHeap;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.train.DataWeightedPenalty;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains by a plan and keeps the results in a folder: {@code metrics.csv}, {@code rates.csv} (every unit of every hidden layer
 * after every epoch), {@code motion.csv} if asked for, {@code checkpoint.safetensors} and {@code manifest.json}. A run that was interrupted is resumed after its
 * last whole epoch, with the same results as without the interruption. Listeners are told of an epoch when all of it is on the
 * disk.
 */
public final class TrainingRun {
    private final TrainingPlan plan;
    private final Dataset dataset;
    private final DataIdentity data;
    private final Backend backend;
    private final NormalizationProvider normalization;
    private final OutputDirectory folder;
    private final RunDirectory directory;
    private final RunMeasurements measurements;
    private final Invocation invocation;
    private final Optional<WarmStart> start;

    /**
     * How a run was started, for its manifest.
     *
     * @param command the command line that started it
     * @param dataOptions the options of that command that choose the data, as they are typed
     */
    public record Invocation(String command, String dataOptions) {}

    /** A run with fresh weights; see the other constructor. */
    public TrainingRun(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization,
            OutputDirectory folder, RunMeasurements measurements, Invocation invocation) {
        this(plan, dataset, backend, normalization, folder, measurements, invocation, Optional.empty());
    }

    /**
     * A run.
     *
     * @param folder for the results; locked by the caller, or else while it trains
     * @param measurements what is measured
     * @param start the network to start with; empty for fresh weights
     * @throws InvalidRequestException if that does not fit the plan or the data
     */
    public TrainingRun(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization,
            OutputDirectory folder, RunMeasurements measurements, Invocation invocation, Optional<WarmStart> start) {
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
        directory = new RunDirectory(folder, measurements.motion());
        this.measurements = measurements;
        this.invocation = invocation;
    }

    /**
     * Trains.
     *
     * @param resume whether to resume the run in the folder
     * @return the metrics of the epochs that were trained now
     * @throws InvalidRequestException if there is a run in the folder and it is not to be resumed, it has other settings, or a setting has
     *     no effect
     * @throws bn.api.BnException if another process or thread writes to the folder, the run in it is damaged, or training
     *     diverges
     * @throws java.util.concurrent.CancellationException if the listener asks for it
     */
    public List<EpochMetrics> train(boolean resume, RunListener listener) {
        if (!folder.isLocked()) {
            directory.lock();
        }
        try (directory) {
            return trainLocked(resume, listener);
        }
    }

    private List<EpochMetrics> trainLocked(boolean resume, RunListener listener) {
        Optional<RunManifest> old = begun(resume, listener);
        // Before the first epoch: a checkpoint holds weights and the optimizer's state as float64 numbers, whatever the dtype.
        MaxHeap.require("the checkpoint of a network " + plan.architecture(),
                (1.0 + plan.optimizer().tensors()) * Double.BYTES * plan.architecture().weights(),
                "use smaller layers");
        List<EpochMetrics> trained = new ArrayList<>();
        try (Trainer trainer = new Trainer(plan, dataset, backend, normalization);
                RateEstimator estimator = new RateEstimator(backend, plan.dtype(), trainer.examples(), trainer.loss(),
                        plan.noiseSigma(),
                        plan.batchSize(), measurements.rateExamples())) {
            checkDecays(trainer.network());
            if (measurements.motion() && !MotionRecorder.canRecord(trainer.network())) {
                throw new InvalidRequestException(
                        "the motion of weights before a normalization cannot be recorded: this network has "
                                + "none");
            }
            if (measurements.rateExamples() < plan.batchSize()) {
                listener.note(
                        "Note: the rates are measured on whole batches: on one of " + plan.batchSize() + " examples, not on "
                                + measurements.rateExamples() + ".");
            }
            start.flatMap(from -> from.note(data)).ifPresent(note -> listener.note("Note: " + note));
            start.ifPresent(from -> from.initialize(trainer.network(), backend, normalization));
            int done = old.map(run -> directory.restore(run, manifest(), trainer.network(), trainer.optimizer(),
                    note -> listener.note("Note: " + note + "."))).orElse(0);
            if (done >= plan.epochs()) {
                listener.note("Note: the run has " + done + " epochs already, and " + plan.epochs()
                        + (plan.epochs() == 1 ? " was" : " were")
                        + " asked for: nothing is trained.");
            }
            try (DataWeightedPenalty opened = start.flatMap(from -> from.penalty(backend, trainer.network())).orElse(null)) {
                Optional<DataWeightedPenalty> penalty = Optional.ofNullable(opened);
                for (int epoch = done + 1; epoch <= plan.epochs(); epoch++) {
                    Optional<MotionRecorder> motion = measurements.motion()
                            ? Optional.of(new MotionRecorder(trainer.network(), penalty)) : Optional.empty();
                    Optional<? extends BackwardHook> hook = motion.isPresent() ? motion : penalty;
                    EpochMetrics metrics = hook.isPresent() ? trainer.epoch(epoch, listener, hook.get())
                            : trainer.epoch(epoch, listener);
                    List<MotionRecorder.Moved> moved = motion.map(MotionRecorder::end).orElse(List.of());
                    List<LayerMeasurement> rates = estimator.measure(trainer.network(), plan.seed() + epoch);
                    // Checked before anything is written, so that the files of the epoch before stay as they are.
                    Map<String, double[]> arrays = arrays(trainer, epoch);
                    directory.add(metrics, rates, moved, manifest(), trainer.network().spec(), arrays,
                            () -> listener.epoch(metrics, rates));
                    trained.add(metrics);
                }
            }
        }
        return trained;
    }

    /** Parameters, running statistics and the optimizer's state after an epoch, by name. */
    private Map<String, double[]> arrays(Trainer trainer, int epoch) {
        Map<String, double[]> arrays = new TreeMap<>(trainer.network().state());
        arrays.putAll(trainer.optimizer().state());
        CheckpointArrays.requireFinite(arrays, "training diverged in epoch " + epoch + ": ",
                "; lower the learning rate (now " + plan.optimizer().learningRate() + "), or look for extreme inputs");
        return arrays;
    }

    /** The manifest of the run in the folder, if there is one to be resumed. */
    private Optional<RunManifest> begun(boolean resume, RunListener listener) {
        if (!directory.holdsRun()) {
            if (!directory.filesWithoutManifest().isEmpty()) {
                throw new InvalidRequestException("the output folder holds files of a run without its manifest.json: "
                        + directory.filesWithoutManifest()
                        + "; put it back, move them away, or choose another folder", RunRemedy.OTHER_FOLDER);
            }
            if (resume) {
                listener.note("Note: there is no run in the output folder to resume; a new one begins.");
            }
            return Optional.empty();
        }
        if (!resume) {
            throw new InvalidRequestException(
                    "the output folder already holds a run; resume it, or choose another folder",
                    RunRemedy.RESUME, RunRemedy.OTHER_FOLDER);
        }
        RunManifest old = directory.manifest();
        List<String> differences = old.differences(manifest());
        if (!differences.isEmpty()) {
            throw new InvalidRequestException("the run to resume differs from what is asked for: " + String.join("; ",
                    differences)
                    + "; repeat its settings, or choose another folder", RunRemedy.OTHER_FOLDER);
        }
        List<String> computation = old.otherComputation(manifest());
        if (!computation.isEmpty()) {
            listener.note(
                    "Note: the run is resumed with other software or hardware, so its results may differ by rounding from those without a break: "
                            + String.join("; ", computation));
        }
        return Optional.of(old);
    }

    /** Rejects a penalty on parameters that the network does not have, since it would be ignored. */
    private void checkDecays(Network network) {
        Collection<ParameterGroup> groups = ParameterGroup.of(network).values();
        WeightDecay decay = plan.optimizer().decay();
        for (ParameterGroup group : ParameterGroup.values()) {
            // The same decay for all weights has an effect on some of them.
            boolean weights = group == ParameterGroup.NORMALIZED_WEIGHTS || group == ParameterGroup.UNNORMALIZED_WEIGHTS;
            boolean shared = weights && decay.normalized() == decay.unnormalized();
            if (decay.of(group) != 0 && !groups.contains(group) && !shared) {
                throw new InvalidRequestException("the decay " + decay.of(group) + " of " + group.text()
                        + " has no effect: this network learns no " + group.text() + "; leave it out", remedy(group));
            }
        }
        if (plan.optimizer() instanceof SgdOptions sgd && sgd.gammaL1() != 0 && !groups.contains(ParameterGroup.GAMMA)) {
            throw new InvalidRequestException(
                    "the L1 penalty " + sgd.gammaL1() + " on gamma has no effect: this network learns no "
                            + ParameterGroup.GAMMA.text() + "; leave it out",
                    RunRemedy.GAMMA_L1);
        }
    }

    private static RunRemedy remedy(ParameterGroup group) {
        return switch (group) {
            case NORMALIZED_WEIGHTS, UNNORMALIZED_WEIGHTS -> RunRemedy.UNNORMALIZED_DECAY;
            case GAMMA -> RunRemedy.GAMMA_DECAY;
            case BETA -> RunRemedy.BETA_DECAY;
            case BIASES -> RunRemedy.BIAS_DECAY;
        };
    }

    private RunManifest manifest() {
        Map<String, Object> settings = new LinkedHashMap<>(plan.settings());
        start.ifPresent(from -> settings.putAll(from.settings()));
        if (measurements.motion()) {
            settings.put(RunManifest.MOTION, true);
        }
        return new RunManifest(invocation.command(), invocation.dataOptions(), settings, measurements.rateExamples(),
                dataset.name(),
                dataset.description(), dataset.train().count(), dataset.test().count(), dataset.files(), data,
                Provenance.of(backend), Origin.of(normalization.getClass()), 0, Map.of());
    }
}
