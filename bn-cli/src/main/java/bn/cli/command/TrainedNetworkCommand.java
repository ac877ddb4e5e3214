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
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import bn.experiments.model.ModelWriter;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.DataIdentity;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
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

    final Checkpoint checkpoint(Path file) {
        return from.read(file, new ModelReader(formats, model.images()), model, () -> read(Optional.empty()), console);
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

    /** Whether the options name a data set. */
    final boolean isDataNamed() {
        return data.isNamed();
    }

    /** Whether the options name a data set, or the network says what it was trained on. */
    final boolean isDataKnown(Checkpoint checkpoint) {
        return checkpoint.data().isPresent() || data.isNamed();
    }

    final NetworkOnData onData(Checkpoint checkpoint) {
        Dataset dataset = CheckpointOptions.check(checkpoint,
                model.labelled(read(checkpoint.data().map(DataIdentity::dataset)), checkpoint.architecture()), console);
        double sigma = from.noiseSigma(checkpoint);
        return new NetworkOnData(checkpoint, normalization(checkpoint.normalization()), dataset,
                new NetworkOnData.Noise(sigma, from.noiseSeed(sigma)), this::progress);
    }

    /**
     * The progress of reading examples.
     *
     * @param kept what an interruption leaves, in words
     */
    private WorkProgress progress(int examples, String kept) {
        return new WorkProgress("reading", examples + " examples", console, interruption, kept);
    }

    final WorkProgress progress(int examples) {
        return progress(examples, NetworkOnData.NOTHING);
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
