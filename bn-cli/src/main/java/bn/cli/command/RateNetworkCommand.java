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
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Trainer;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn rate network}. */
@Command(name = "network", description = {
    "The rate of every unit of a trained network, and what its gradient certifies.",
    "All training examples are one batch: statistics are those of the population, nothing is averaged over batches. That "
    + "takes the memory of three arrays of examples x units for each layer; --limit N uses fewer examples.",
    "lambda by T3; alpha is the plain L2 rate that pulls as hard, with its signal and noise part; lr / |w|^2 the learning "
    + "rate of the direction of w. |g + lambda S v| / |g| is 0 where the weights are at rest. T8 says that sum gamma^2 lambda is "
    + "sum beta dL/dbeta and what is let through above: 0 below batch norm with eps 0."})
public final class RateNetworkCommand implements Runnable {
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

    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for network-rates.csv (every unit) and network-rates.json; default none is written.")
    private Path out;

    @Override
    public void run() {
        Checkpoint checkpoint = from.read();
        NormalizationProvider provider = normalizations.get(checkpoint.normalization());
        double noiseSigma = from.noiseSigma(checkpoint);
        double learningRate = CheckpointOptions.setting(checkpoint, "lr").map(JsonNode::asDouble).orElse(Double.NaN);
        OutputFolder folder = out == null ? null : new OutputFolder(out);
        Dataset dataset = CheckpointOptions.load(checkpoint, data, folders, console);
        Examples examples = dataset.train();
        try (Backend backend = choice.open(backends, console);
                Network network = checkpoint.open(backend, provider, examples.count())) {
            List<LayerCertificate> certificates = NetworkMeter.read(backend, network, examples, Trainer.loss(dataset.task()),
                    noiseSigma, from.noiseSeed());
            NetworkListing listing = new NetworkListing(NetworkListing.layers(certificates, learningRate),
                    checkpoint.file().toString(), checkpoint.architecture().toString(), checkpoint.normalization(),
                            dataset.name(), examples.count(), noiseSigma, learningRate, Provenance.of(backend));
            if (folder != null) {
                folder.write("network-rates.csv", listing.csv());
                folder.write("network-rates.json", Json.text(listing));
            }
            if (format.json()) {
                console.printText(Json.text(listing));
            } else {
                console.print(listing.table());
                console.print(String.format(Locale.ROOT, "%s of %s on %s: %d examples as one batch; noise sigma %s, lr %s",
                        checkpoint.architecture(), checkpoint.file(), dataset.name(), examples.count(), noiseSigma,
                        Double.isNaN(learningRate) ? "unknown" : String.valueOf(learningRate)));
            }
        }
    }
}
