package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.cli.console.WorkProgress;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.network.Network;
import bn.experiments.rate.BatchCostEstimator;
import bn.experiments.rate.BatchCosts;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.rate.RateEstimator;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.MeasurementIdentity;
import bn.experiments.run.PartialMeasurement;
import bn.experiments.stream.GradientSizeMeans;
import bn.experiments.stream.GradientSizes;
import bn.experiments.train.Augmentation;
import bn.experiments.train.Evaluation;
import bn.experiments.train.Preprocessing;
import bn.experiments.train.Trainer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** A trained network, the data set that its rates are computed on, and the noise on its inputs. */
final class NetworkOnData {
    /** What an interruption leaves where nothing is kept. */
    static final String NOTHING = "nothing was written";

    private final Checkpoint checkpoint;
    private final NormalizationProvider normalization;
    private final Dataset dataset;
    private final Dataset seen;
    /** With smoothed labels if the run had them: the rates are those of the loss that was minimized. */
    private final Examples examples;
    private final Noise noise;
    private final BiFunction<Integer, String, WorkProgress> progress;

    /**
     * Gaussian noise on the inputs.
     *
     * @param sigma its standard deviation
     * @param seed of what is drawn
     */
    record Noise(double sigma, long seed) {}

    /**
     * A network on its data.
     *
     * @param dataset with images as they are in the files
     * @param progress makes the progress of reading a number of examples, from what an interruption leaves
     */
    NetworkOnData(Checkpoint checkpoint, NormalizationProvider normalization, Dataset dataset, Noise noise,
            BiFunction<Integer, String, WorkProgress> progress) {
        this.checkpoint = checkpoint;
        this.normalization = normalization;
        this.dataset = dataset;
        this.noise = noise;
        this.progress = progress;
        Preprocessing preprocessing = new Preprocessing(checkpoint.imageNormalization(), Augmentation.NONE,
                checkpoint.setting("label-smoothing").orElse(0.0));
        seen = preprocessing.normalized(dataset);
        examples = preprocessing.smoothed(seen.train());
    }

    NormalizationProvider normalization() {
        return normalization;
    }

    Dataset dataset() {
        return dataset;
    }

    /** The data set as the network sees it: with normalized images if those of the run were. */
    Dataset seen() {
        return seen;
    }

    double noiseSigma() {
        return noise.sigma();
    }

    /** All hidden layers, with all training examples as one batch; and what batches of a size add to the loss, if one is given. */
    NetworkMeasurement measure(Backend backend, OptionalInt batch) {
        return compute(backend, NOTHING,
                (estimator, network, progress) -> estimator.measure(network, examples, batch, progress));
    }

    /**
     * The same, with the finished layers kept in a folder.
     *
     * @param resume whether to go on with the measurement in the folder
     * @param notes told what the user has to know
     */
    NetworkMeasurement measure(Backend backend, OptionalInt batch, OutputDirectory folder, boolean resume,
            Consumer<String> notes) {
        String kept = "finished layers are in " + folder.file(PartialMeasurement.FILE) + ", go on with --resume";
        return compute(backend, kept, (estimator, network, progress) -> {
            try (PartialMeasurement partial = new PartialMeasurement(folder,
                    MeasurementIdentity.of(network, checkpoint.normalization(), examples, estimator.loss(), noise.sigma(),
                            estimator.seed()),
                    Provenance.of(backend), resume, notes)) {
                return estimator.measure(network, examples, batch, partial, progress);
            }
        });
    }

    /**
     * The rates of all layers and the balance of all streams, as means over batches that are normalized by statistics of their own.
     *
     * @param batch their size; examples that fill no batch are not used
     */
    NetworkMeasurement measure(Backend backend, int batch) {
        return byBatches(backend, batch,
                (estimator, network, reading) -> estimator.measureStreams(network, noise.seed(), reading));
    }

    /** The same with the sizes of the gradients. */
    BatchMeasurement measureGradients(Backend backend, int batch) {
        return byBatches(backend, batch, (estimator, network, reading) -> {
            GradientSizeMeans sizes = new GradientSizeMeans(network);
            NetworkMeasurement rates = estimator.measureStreams(network, noise.seed(), sizes::add, reading);
            return new BatchMeasurement(rates, sizes.sizes());
        });
    }

    /**
     * What batches say.
     *
     * @param rates of all layers, and the balance of all streams
     * @param gradients their sizes
     */
    record BatchMeasurement(NetworkMeasurement rates, GradientSizes gradients) {}

    private <R> R byBatches(Backend backend, int batch, Measurement<RateEstimator, R> measurement) {
        try (Network network = checkpoint.open(backend, normalization, batch);
                RateEstimator estimator = new RateEstimator(backend, network.spec().dtype(), examples,
                        Trainer.loss(dataset.task()), noise.sigma(), batch, dataset.train().count());
                WorkProgress reading = progress.apply(dataset.train().count(), NOTHING)) {
            PopulationRateEstimator.requireRates(network);
            return measurement.of(estimator, network, reading);
        }
    }

    /**
     * What batches of some sizes add to the loss.
     *
     * @param batches their sizes, increasing
     * @param draws batches of each size to draw; 0 to measure nothing
     * @param seed of the draws
     */
    BatchCosts batchCosts(Backend backend, List<Integer> batches, int draws, long seed) {
        int largest = draws == 0 ? 1 : batches.get(batches.size() - 1);
        try (Network network = checkpoint.open(backend, normalization, Math.min(examples.count(), Math.max(block(), largest)));
                WorkProgress reading = progress.apply(examples.count(), NOTHING)) {
            return new BatchCostEstimator(backend, Trainer.loss(dataset.task()), noise.sigma(), noise.seed(), draws, seed)
                    .estimate(network, examples, batches,
                            reading);
        }
    }

    private Network open(Backend backend) {
        return checkpoint.open(backend, normalization, block());
    }

    /** Loss and accuracy on the examples, in inference mode; the accuracy of a regression is NaN. */
    Evaluation evaluation(Backend backend) {
        try (Network network = open(backend)) {
            Evaluation evaluation = Evaluation.of(backend, network, examples, Trainer.loss(dataset.task()));
            return dataset.task() == Task.CLASSIFICATION ? evaluation : new Evaluation(evaluation.loss(), Double.NaN);
        }
    }

    /** A number of examples that is fast to compute at once. */
    int block() {
        return Math.min(PopulationRateEstimator.block(checkpoint.architecture()), examples.count());
    }

    /** Only the rates of all hidden layers. */
    List<LayerMeasurement> rates(Backend backend) {
        return compute(backend, NOTHING,
                (estimator, network, progress) -> estimator.rates(network, examples, progress));
    }

    private <R> R compute(Backend backend, String kept, Measurement<PopulationRateEstimator, R> measurement) {
        try (Network network = open(backend);
                WorkProgress reading = progress.apply(examples.count(), kept)) {
            PopulationRateEstimator estimator = new PopulationRateEstimator(backend, Trainer.loss(dataset.task()), noise.sigma(),
                    noise.seed());
            return measurement.of(estimator, network, reading);
        }
    }

    /** What is estimated for a network. */
    private interface Measurement<E, R> {
        R of(E estimator, Network network, DoubleConsumer progress);
    }
}
