package bn.cli.command;

import static bn.cli.command.RateNumbers.number;

import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.cli.console.TextTable;
import bn.experiments.data.Dataset;
import bn.experiments.rate.NetworkReading;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bn rate network}. */
@Command(name = "network", description = {
    "The rates of a trained network, what its gradients certify, and what finite batches add to its loss.",
    "All training examples are one batch: statistics are those of the population, nothing is averaged over batches. They are "
    + "read block by block, some passes for each layer, in memory that does not grow with them. --limit N uses fewer."},
    footer = {"", "Columns, for each hidden layer (the files that --out writes have every unit):",
        "  lambda                  -(dL/dgamma) / gamma, the rate of the penalty (lambda/2) v.Sv (T3)",
        "  alpha                   the plain L2 rate that pulls as hard along v",
        "  signal, noise part      of alpha: the noise of --noise-sigma, and all else (T6)",
        "  lr / |w|^2              learning rate of the direction of w (T10); needs a run's checkpoint",
        "  |g + lambda S v| / |g|  0 where the weights are at rest under these rates, 1 where lambda is 0",
        "  sum gamma^2 lambda      net rate of the layer",
        "  sum beta dL/dbeta       what T8 says it is, together with the next column",
        "  let through above       by the product above; 0 below batch norm with eps 0",
        "  error of T8             relative to the sizes of the terms: rounding",
        "What batches add to the expected loss, to first order in 1/M, by the last hidden layer's statistics (T9):",
        "  from l', l''            first and second derivatives of an example's loss by the layer's outputs",
        "  kinks of ReLU           where the first derivative jumps",
        "  pairs of units          covariances of the statistics of two units",
        "  two-term form           gamma decay (Luo et al. 2019), which has the variances of mean and deviation only"})
public final class RateNetworkCommand extends TrainedNetworkCommand {
    /** The default of {@code bn train}, for a checkpoint that is not of a run. */
    private static final int USUAL_BATCH = 128;

    @Option(names = "--batch-size", paramLabel = "M",
            description = "The batches that T9 is about; default the run's, if that is known, else " + USUAL_BATCH + ".")
    private Integer batchSize;
    @Option(names = "--out", paramLabel = "DIR", description = "Folder for report.html (self-contained, with plots), "
            + "network-rates.csv (every unit) and network-rates.json; default none is written.")
    private Path out;

    @Override
    public void run() {
        if (batchSize != null && batchSize < 2) {
            throw new UsageException("--batch-size is a number of at least 2, got " + batchSize);
        }
        Checkpoint checkpoint = checkpoint();
        double learningRate = checkpoint.setting("lr").orElse(Double.NaN);
        int batch = batchSize != null ? batchSize
                : checkpoint.setting("batch-size").map(Double::intValue).orElse(USUAL_BATCH);
        try (OutputFolder folder = out == null ? null : OutputFolder.locked(out)) {
            run(checkpoint, learningRate, batch, folder);
        }
    }

    private void run(Checkpoint checkpoint, double learningRate, int batch, OutputFolder folder) {
        Subject subject = subject(checkpoint);
        Dataset dataset = subject.dataset();
        try (Backend backend = backend()) {
            NetworkReading reading = subject.read(backend, OptionalInt.of(batch));
            NetworkListing listing = new NetworkListing(NetworkListing.layers(reading, learningRate),
                    NetworkListing.effect(reading, batch), checkpoint.file().toString(), checkpoint.architecture().toString(),
                    checkpoint.normalization(), dataset.name(), dataset.train().count(), subject.noiseSigma(), learningRate,
                    commandText(), Provenance.of(backend));
            if (folder != null) {
                write(folder, listing, dataset);
            }
            if (json()) {
                console().printText(Json.text(listing));
            } else {
                print(listing);
            }
        }
    }

    private void write(OutputFolder folder, NetworkListing listing, Dataset dataset) {
        HtmlReport.plotObstacle().ifPresent(obstacle -> console().note("bn: " + obstacle));
        folder.write("network-rates.csv", listing.csv());
        folder.write("network-rates.json", Json.text(listing));
        Path page = ReportPage.write(folder, NetworkReport.of(listing, dataset));
        console().note("Report: " + page);
    }

    private void print(NetworkListing listing) {
        for (NetworkTables.NumberTable numbers : NetworkTables.of(listing)) {
            TextTable table = new TextTable(numbers.headers().toArray(String[]::new));
            for (var row : numbers.rows()) {
                String[] cells = new String[row.size()];
                for (int c = 0; c < cells.length; c++) {
                    cells[c] = c < numbers.integers() ? String.valueOf(row.get(c).intValue()) : number(row.get(c));
                }
                table.row(cells);
            }
            console().print(table.toString());
        }
        console().print(String.format(Locale.ROOT, "%s of %s on %s: %d examples as one batch; noise sigma %s, lr %s",
                listing.architecture(), listing.checkpoint(), listing.dataset(), listing.examples(), listing.noiseSigma(),
                Double.isNaN(listing.learningRate()) ? "unknown" : String.valueOf(listing.learningRate())));
    }
}
