package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.cli.option.NetworkFile;
import bn.cli.view.BatchCostListing;
import bn.cli.view.ReportPage;
import bn.experiments.advice.BatchAdvice;
import bn.experiments.page.BatchCostPage;
import bn.experiments.page.RatedData;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn batch-cost}. */
@Command(name = "batch-cost", description = {
        "What the statistics of batches add to the loss of a trained network, by the size of the batch, and whether a batch is too small.",
        "Theory (T9) says it for the last batch norm, if that is of a fully connected layer with ReLU right below the outputs: to first "
                + "order in 1/M, so not for the smallest batches; the table says from which size on. --measure draws batches and evaluates "
                + "the loss with their statistics in the last batch norm alone, as in T9, and in all batch norms, as in training.",
        "All numbers are differences from the loss with the statistics of all training examples, without dropout. --limit N uses fewer."},
        footer = {"", "Example: bn batch-cost --model run/checkpoint.safetensors --batches 2,8,32,128 --measure --out cost"})
public final class BatchCostCommand extends TrainedNetworkCommand {
    @Mixin
    private NetworkFile network;
    private static final int USUAL_DRAWS = 400;

    @Option(names = "--batches", paramLabel = "M", split = ",", defaultValue = "2,8,32,128",
            description = "Sizes of batches, each from 2 to all examples; default ${DEFAULT-VALUE}.")
    private List<Integer> batches;
    @Option(names = "--measure", description = "Also draw batches and measure.")
    private boolean measure;
    @Option(names = "--draws", paramLabel = "N", description = "Batches of each size to draw, at least 2, for --measure; default "
            + USUAL_DRAWS + ". Standard errors fall with the square root.")
    private Integer draws;
    @Option(names = "--seed", paramLabel = "N", description = "Seed of these draws, for --measure; default 1.")
    private Long seed;
    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for report.html, batch-cost.json and batch-cost.csv; default none is written.")
    private Path out;

    @Override
    public void run() {
        check();
        Checkpoint checkpoint = checkpoint(network.path());
        if (!measure && !PopulationRateEstimator.hasBatchEffect(checkpoint.architecture())) {
            throw new InvalidRequestException(
                    "T9 is known for a fully connected layer with batch norm and ReLU right below the outputs, "
                            + "which " + checkpoint.architecture() + " does not have; --measure draws batches instead");
        }
        try (OutputDirectory folder = out == null ? null : OutputDirectory.locked(out)) {
            NetworkOnData subject = onData(checkpoint);
            try (Backend backend = backend()) {
                BatchAdvice advice = BatchAdvice.of(subject.batchCosts(backend, batches.stream().distinct().sorted().toList(),
                        measure ? draws == null ? USUAL_DRAWS : draws : 0, seed == null ? 1 : seed));
                if (folder != null) {
                    HtmlReport.plotObstacle().ifPresent(obstacle -> console().note("bn: " + obstacle));
                    folder.write("batch-cost.json", Json.text(advice));
                    folder.write("batch-cost.csv", new BatchCostListing(advice).csv());
                    console().note("Report: " + ReportPage.write(folder, BatchCostPage.of(advice, checkpoint,
                            RatedData.of(subject.dataset()), subject.noiseSigma(), commandText(), Provenance.of(backend))));
                }
                if (json()) {
                    console().printText(Json.text(advice));
                } else {
                    new BatchCostListing(advice).print(console());
                }
            }
        }
    }

    private void check() {
        if (batches.isEmpty() || batches.stream().anyMatch(batch -> batch < 2)) {
            throw new InvalidRequestException("--batches are numbers of at least 2, joined by commas; got " + batches);
        }
        if (!measure && (draws != null || seed != null)) {
            throw new InvalidRequestException("--draws and --seed are for --measure; leave them out, or measure");
        }
        if (draws != null && draws < 2) {
            throw new InvalidRequestException("--draws is a number of at least 2, which a standard error needs; got " + draws);
        }
    }
}
