package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.WorkProgress;
import bn.cli.option.BackendChoice;
import bn.cli.option.CheckpointOptions;
import bn.cli.option.DatasetOptions;
import bn.cli.option.ModelOptions;
import bn.cli.option.OutputFormat;
import bn.cli.wiring.CommandText;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import bn.experiments.model.ModelWriter;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.rate.RateEstimator;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.DataIdentity;
import bn.experiments.run.MeasurementIdentity;
import bn.experiments.run.PartialMeasurement;
import bn.experiments.train.Augmentation;
import bn.experiments.train.Evaluation;
import bn.experiments.train.Preprocessing;
import bn.experiments.train.Trainer;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Mixin;

/** A command that computes the rates of a trained network: the options, and the computation. */
abstract class TrainedNetworkCommand implements Runnable {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Console console;
    @Inject
    private Interruption interruption;
    @Inject
    private CommandText commandText;
    @Inject
    private DataFolders folders;
    @Inject
    private Providers<ModelFormat> formats;
    @Mixin
    private CheckpointOptions from;
    @Mixin
    private ModelOptions model;
    @Mixin
    private DatasetOptions data;
    @Mixin
    private BackendChoice choice;
    @Mixin
    private OutputFormat format;
    /** The data set, once it was read. */
    private Dataset loaded;

    /** A trained network, the data set that its rates are computed on, and the noise on its inputs. */
    final class NetworkOnData {
        private final Checkpoint checkpoint;
        private final NormalizationProvider normalization;
        private final Dataset dataset;
        private final Dataset seen;
        /** With smoothed labels if the run had them: the rates are those of the loss that was minimized. */
        private final Examples examples;
        private final double noiseSigma;

        private NetworkOnData(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
            normalization = normalizations.get(checkpoint.normalization());
            noiseSigma = from.noiseSigma(checkpoint);
            dataset = CheckpointOptions.check(checkpoint,
                    model.labelled(read(checkpoint.data().map(DataIdentity::dataset)), checkpoint.architecture()), console);
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
            return noiseSigma;
        }

        /** All hidden layers, with all training examples as one batch; and what batches of a size add to the loss, if one is given. */
        NetworkMeasurement measure(Backend backend, OptionalInt batch) {
            return compute(backend, "nothing was written",
                    (estimator, network, progress) -> estimator.measure(network, examples, batch, progress));
        }

        /**
         * The same, with the finished layers kept in a folder.
         *
         * @param resume whether to go on with the measurement in the folder
         */
        NetworkMeasurement measure(Backend backend, OptionalInt batch, OutputDirectory folder, boolean resume) {
            String kept = "finished layers are in " + folder.file(PartialMeasurement.FILE) + ", go on with --resume";
            return compute(backend, kept, (estimator, network, progress) -> {
                try (PartialMeasurement partial = new PartialMeasurement(folder,
                        MeasurementIdentity.of(network, checkpoint.normalization(), examples, estimator.loss(), noiseSigma,
                                estimator.seed()),
                        Provenance.of(backend), resume, console::note)) {
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
            try (Network network = checkpoint.open(backend, normalization, batch);
                    RateEstimator estimator = new RateEstimator(backend, network.spec().dtype(), examples,
                            Trainer.loss(dataset.task()), noiseSigma, batch, dataset.train().count());
                    WorkProgress progress = progress(dataset.train().count())) {
                PopulationRateEstimator.requireRates(network);
                return estimator.measureStreams(network, from.noiseSeed(noiseSigma), progress);
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
            return compute(backend, "nothing was written",
                    (estimator, network, progress) -> estimator.rates(network, examples, progress));
        }

        private <R> R compute(Backend backend, String kept, Measurement<R> measurement) {
            try (Network network = open(backend);
                    WorkProgress progress = new WorkProgress("reading", examples.count() + " examples", console, interruption,
                            kept)) {
                PopulationRateEstimator estimator = new PopulationRateEstimator(backend, Trainer.loss(dataset.task()), noiseSigma,
                        from.noiseSeed(noiseSigma));
                return measurement.of(estimator, network, progress);
            }
        }
    }

    /** What is estimated for a network. */
    private interface Measurement<R> {
        R of(PopulationRateEstimator estimator, Network network, DoubleConsumer progress);
    }

    final Checkpoint checkpoint() {
        return from.read(new ModelReader(formats), model, () -> read(Optional.empty()), console);
    }

    private Dataset read(Optional<String> fallback) {
        if (loaded == null) {
            loaded = data.loadWithTest(folders, fallback, console);
        }
        return loaded;
    }

    /**
     * Writes networks as ONNX.
     *
     * @throws bn.api.InvalidRequestException if this format is not installed
     */
    final ModelWriter onnxWriter() {
        return formats.get("onnx").writer().orElseThrow();
    }

    /** Whether the options name a data set, or the network says what it was trained on. */
    final boolean isDataKnown(Checkpoint checkpoint) {
        return checkpoint.data().isPresent() || data.isNamed();
    }

    final NetworkOnData onData(Checkpoint checkpoint) {
        return new NetworkOnData(checkpoint);
    }

    final WorkProgress progress(int examples) {
        return new WorkProgress("reading", examples + " examples", console, interruption);
    }

    final Backend backend() {
        return choice.open(backends, console);
    }

    final NormalizationProvider normalization(String name) {
        return normalizations.get(name);
    }

    final Console console() {
        return console;
    }

    final String commandText() {
        return commandText.text();
    }

    final boolean json() {
        return format.json();
    }
}
