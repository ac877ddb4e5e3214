package bn.cli.command;

import bn.api.backend.Backend;
import bn.experiments.data.Dataset;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bn rate network}. */
@Command(name = "network", description = {
    "The rate of every unit of a trained network, and what its gradient certifies.",
    "All training examples are one batch: statistics are those of the population, nothing is averaged over batches. That "
    + "takes the memory of three arrays of examples x units for each layer; --limit N uses fewer examples.",
    "lambda by T3; alpha is the plain L2 rate that pulls as hard, with its signal and noise part; lr / |w|^2 the learning "
    + "rate of the direction of w. |g + lambda S v| / |g| is 0 where the weights are at rest. T8 says that sum gamma^2 lambda is "
    + "sum beta dL/dbeta and what is let through above: 0 below batch norm with eps 0."})
public final class RateNetworkCommand extends TrainedNetworkCommand {
    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for network-rates.csv (every unit) and network-rates.json; default none is written.")
    private Path out;

    @Override
    public void run() {
        Checkpoint checkpoint = checkpoint();
        double learningRate = CheckpointOptions.setting(checkpoint, "lr").map(JsonNode::asDouble).orElse(Double.NaN);
        OutputFolder folder = out == null ? null : new OutputFolder(out);
        Subject subject = subject(checkpoint);
        Dataset dataset = subject.dataset();
        int examples = dataset.train().count();
        try (Backend backend = backend()) {
            NetworkListing listing = new NetworkListing(NetworkListing.layers(subject.read(backend), learningRate),
                    checkpoint.file().toString(), checkpoint.architecture().toString(), checkpoint.normalization(),
                    dataset.name(), examples, subject.noiseSigma(), learningRate, Provenance.of(backend));
            if (folder != null) {
                folder.write("network-rates.csv", listing.csv());
                folder.write("network-rates.json", Json.text(listing));
            }
            if (json()) {
                console().printText(Json.text(listing));
            } else {
                console().print(listing.table());
                console().print(String.format(Locale.ROOT, "%s of %s on %s: %d examples as one batch; noise sigma %s, lr %s",
                        checkpoint.architecture(), checkpoint.file(), dataset.name(), examples, subject.noiseSigma(),
                        Double.isNaN(learningRate) ? "unknown" : String.valueOf(learningRate)));
            }
        }
    }
}
