package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.wiring.CommandText;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Trainer;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** A command that measures the rates of a trained network: its options and collaborators, and how they measure it. */
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
    @Mixin
    private CheckpointOptions from;
    @Mixin
    private DatasetOptions data;
    @Mixin
    private BackendChoice choice;
    @Mixin
    private Format format;

    /** A trained network, the data set that it is read on, and the noise on its inputs. */
    final class Subject {
        private final Checkpoint checkpoint;
        private final NormalizationProvider normalization;
        private final Dataset dataset;
        private final double noiseSigma;

        private Subject(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
            normalization = normalizations.get(checkpoint.normalization());
            noiseSigma = from.noiseSigma(checkpoint);
            dataset = CheckpointOptions.load(checkpoint, data, folders, console);
        }

        NormalizationProvider normalization() {
            return normalization;
        }

        Dataset dataset() {
            return dataset;
        }

        double noiseSigma() {
            return noiseSigma;
        }

        /** Reads all hidden layers, on all training examples as one batch; with what batches of a size add, if one is given. */
        NetworkMeasurement measure(Backend backend, OptionalInt batch) {
            return open(backend, (estimator, network) -> progress -> estimator.measure(network, dataset.train(), batch, progress));
        }

        /** Reads the rates of all hidden layers alone. */
        List<LayerMeasurement> rates(Backend backend) {
            return open(backend, (estimator, network) -> progress -> estimator.rates(network, dataset.train(), progress));
        }

        private <R> R open(Backend backend, BiFunction<PopulationRateEstimator, Network, Function<DoubleConsumer, R>> measurement) {
            Examples examples = dataset.train();
            try (Network network = checkpoint.open(backend, normalization, Math.min(PopulationRateEstimator.BLOCK, examples.count()))) {
                PopulationRateEstimator estimator = new PopulationRateEstimator(backend, Trainer.loss(dataset.task()), noiseSigma,
                        from.noiseSeed(noiseSigma));
                return CheckpointOptions.reading(measurement.apply(estimator, network), examples, console, interruption);
            }
        }
    }

    final Checkpoint checkpoint() {
        return from.read(console);
    }

    final Subject subject(Checkpoint checkpoint) {
        return new Subject(checkpoint);
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
