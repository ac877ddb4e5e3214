package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.NetworkMeter;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Trainer;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A command that reads the rates of a trained network: its options and collaborators, and how they make the reading. */
abstract class TrainedNetworkCommand implements Runnable {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Console console;
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
    record Subject(Checkpoint checkpoint, NormalizationProvider normalization, Dataset dataset, double noiseSigma,
            long noiseSeed) {

        /** Reads all hidden layers, on all training examples as one batch. */
        List<LayerCertificate> read(Backend backend) {
            Examples examples = dataset.train();
            try (Network network = checkpoint.open(backend, normalization, examples.count())) {
                return NetworkMeter.read(backend, network, examples, Trainer.loss(dataset.task()), noiseSigma, noiseSeed);
            }
        }
    }

    final Checkpoint checkpoint() {
        return from.read();
    }

    final Subject subject(Checkpoint checkpoint) {
        NormalizationProvider normalization = normalizations.get(checkpoint.normalization());
        double noiseSigma = from.noiseSigma(checkpoint);
        return new Subject(checkpoint, normalization, CheckpointOptions.load(checkpoint, data, folders, console), noiseSigma,
                from.noiseSeed());
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

    final boolean json() {
        return format.json();
    }
}
