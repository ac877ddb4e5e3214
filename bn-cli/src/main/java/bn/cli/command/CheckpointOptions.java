package bn.cli.command;

import bn.api.UsageException;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.result.Json;
import bn.experiments.run.Checkpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that choose a trained network and how it is read. */
final class CheckpointOptions {
    @Option(names = "--checkpoint", paramLabel = "FILE", required = true,
            description = "The network: checkpoint.safetensors of a run. The run's manifest.json is used if it lies beside it.")
    private Path file;

    @Option(names = "--noise-sigma", paramLabel = "S",
            description = "Standard deviation of Gaussian noise added to the inputs; default the run's, if that is known, "
                    + "else 0.")
    private Double noiseSigma;

    @Option(names = "--noise-seed", paramLabel = "N", defaultValue = "1", description = "Seed of the noise; default "
            + "${DEFAULT-VALUE}.")
    private long noiseSeed;

    Checkpoint read() {
        return Checkpoint.read(file);
    }

    double noiseSigma(Checkpoint checkpoint) {
        double sigma = noiseSigma != null ? noiseSigma : setting(checkpoint, "noise-sigma").map(JsonNode::asDouble).orElse(0.0);
        if (!(sigma >= 0) || Double.isInfinite(sigma)) {
            throw new UsageException("--noise-sigma is a number of at least 0, got " + sigma);
        }
        return sigma;
    }

    long noiseSeed() {
        return noiseSeed;
    }

    /** A setting of the run, by the name of the option of {@code bn train}, if it is known. */
    static Optional<JsonNode> setting(Checkpoint checkpoint, String name) {
        return checkpoint.manifest().map(manifest -> manifest.path("settings").path(name)).filter(node -> !node.isMissingNode());
    }

    /** The data set that was asked for, else that of the run; notes if it is not what the run was trained on. */
    static Dataset load(Checkpoint checkpoint, DatasetOptions data, DataFolders folders, Console console) {
        Optional<JsonNode> manifest = checkpoint.manifest();
        Dataset dataset = data.loadWithTest(folders, manifest.map(node -> node.path("dataset").asText(null)));
        if (checkpoint.architecture().inputs() != dataset.train().features()
                || checkpoint.architecture().outputs() != dataset.train().targets()) {
            throw new UsageException("the network " + checkpoint.architecture() + " of " + checkpoint.file()
                    + " does not fit the data set " + dataset.name() + ", which has " + dataset.train().features()
                        + " features and " + dataset.train().targets() + " targets; repeat the data options of its training");
        }
        if (manifest.isPresent() && (manifest.get().path("trainExamples").asInt() != dataset.train().count()
                || !manifest.get().path("sources").equals(Json.tree(dataset.files())))) {
            console.note("Note: these are not the " + manifest.get().path("trainExamples").asInt()
                    + " training examples of the run; for those, repeat its data options.");
        }
        return dataset;
    }

    /** What a meter reads of all examples, with a progress bar. */
    static <R> R reading(Function<DoubleConsumer, R> meter, Examples examples, Console console, Interruption interruption) {
        ProgressBar bar = new ProgressBar(console, "reading");
        R reading = meter.apply(share -> {
            if (interruption.requested()) {
                throw new CancellationException("interrupted; nothing was written");
            }
            bar.show(share, 1, examples.count() + " examples");
        });
        bar.close();
        return reading;
    }
}
