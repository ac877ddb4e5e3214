package bn.spark.network;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.command.BnCommand;
import bn.cli.console.Console;
import bn.cli.option.BackendName;
import bn.cli.option.BackendRequest;
import bn.cli.option.CheckpointOptions;
import bn.cli.option.ModelOptions;
import bn.cli.option.NetworkFile;
import bn.cli.option.OutputFormat;
import bn.cli.view.NetworkOutput;
import bn.cli.wiring.CommandText;
import bn.experiments.data.Task;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import bn.experiments.network.Network;
import bn.experiments.page.NetworkRates;
import bn.experiments.page.RatedData;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Evaluation;
import bn.spark.Sessions;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The rates of a trained network by batches, on Spark. */
@Command(name = "network", description = {
        "The rates of a trained network over data that are too large for one machine: as means over batches, each normalized by its own "
                + "statistics, with standard errors, as bn rate network --statistics batch computes them.",
        "A batch is M successive rows of a partition; the last rows of a partition that fill none are left out. The network is sent to "
                + "the executors, which read it on a backend with one thread for each task."})
public final class NetworkRatesCommand implements Runnable {
    /** If more than this fraction of the examples is in no batch, the user is told how more can be. */
    private static final double MANY = 0.1;

    @Spec
    private CommandSpec spec;
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Providers<ModelFormat> formats;
    @Inject
    private Console console;
    @Inject
    private CommandText commandText;
    @Mixin
    private NetworkFile file;
    @Mixin
    private CheckpointOptions from;
    @Mixin
    private ModelOptions model;
    @Mixin
    private NetworkInput input;
    @Option(names = "--batch-size", paramLabel = "M",
            description = "Number of examples of a batch, at least 2; default the run's, if that is known, else "
                    + CheckpointOptions.USUAL_BATCH + ".")
    private Integer batchSize;
    @Mixin
    private BackendName backend;
    @Mixin
    private OutputFormat format;
    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder on the driver's machine for report.html (self-contained, with "
                    + "plots), network-rates.csv (every unit) and network-rates.json; default none is written.")
    private Path out;

    @Override
    public void run() {
        CheckpointOptions.checkBatchSize(batchSize);
        input.check();
        Checkpoint checkpoint = from.read(file.path(), new ModelReader(formats, model.images()), model, () -> {
            throw new InvalidRequestException("--arch: an architecture that is a name alone needs the size of the images and the "
                    + "number of classes; add them, for example resnet20:3x32x32-10");
        }, console);
        try (OutputDirectory folder = out == null ? null : OutputDirectory.locked(out);
                Backend driver = Backends.open(backends, backend.request().name(),
                        NetworkSlot.options(backend.request().device().orElse(null)));
                Network network = checkpoint.open(driver, normalizations.get(checkpoint.normalization()), 1)) {
            PopulationRateEstimator.requireRates(network);
            run(checkpoint, driver, network, folder);
        }
    }

    private void run(Checkpoint checkpoint, Backend driver, Network network, OutputDirectory folder) {
        int batch = CheckpointOptions.batchSize(batchSize, checkpoint);
        double sigma = from.noiseSigma(checkpoint);
        SparkSession spark = Sessions.start("bn rate network",
                spec.root().userObject() instanceof BnCommand root && root.debug());
        OutputClasses[] outputs = new OutputClasses[1];
        NetworkSource<?, ?> source = input.open(spark, checkpoint, data -> {
            outputs[0] = OutputClasses.of(checkpoint, data, model.firstOutput());
            return outputs[0];
        }, batch);
        Task task = outputs[0].task();
        noteData(checkpoint, source);
        BackendRequest request = backend.request();
        NetworkJob job = new NetworkJob(UUID.randomUUID().toString(), NetworkJob.bytes(checkpoint), checkpoint.file().toString(),
                request.name(), request.device().orElse(null), task, checkpoint.architecture().outputs(), batch,
                PopulationRateEstimator.block(checkpoint.architecture()), sigma, from.noiseSeed(sigma),
                checkpoint.setting("label-smoothing").orElse(0.0));
        NetworkPart found = NetworkSums.USUAL.of(JavaSparkContext.fromSparkContext(spark.sparkContext()), job, source);
        check(found, batch);
        NetworkOutput output = new NetworkOutput(console, format.json());
        RatedData data = new RatedData(source.name(), found.evaluation().examples() + " examples in "
                + source.partitions().getNumPartitions() + " partitions of Spark", found.evaluation().examples(),
                RatedData.chance(task, found.classes().counts()), List.of());
        Evaluation evaluation = found.evaluation().evaluation();
        NetworkRates rates = NetworkRates.of(found.rates().measurement(network, sigma),
                task == Task.CLASSIFICATION ? evaluation : new Evaluation(evaluation.loss(), Double.NaN), checkpoint, data, batch,
                found.rates().batches(), sigma, CheckpointOptions.learningRate(checkpoint), commandText.text(),
                Provenance.of(driver));
        if (folder != null) {
            output.write(folder, rates, data);
        }
        output.print(rates);
    }

    private void noteData(Checkpoint checkpoint, NetworkSource<?, ?> source) {
        if (!source.classes().isEmpty()) {
            console.note("Note: " + source.classes());
        }
        if (checkpoint.data().isEmpty()) {
            console.note("Note: " + checkpoint.file()
                    + " does not say what it was trained on, nor with which settings; make sure that "
                    + "these are its examples and its --noise-sigma.");
        } else {
            console.note("Note: whether these are the data of the run, " + checkpoint.data().get().dataset()
                    + ", is not checked; features are read as they are in the input.");
        }
    }

    private void check(NetworkPart found, int batch) {
        long examples = found.evaluation().examples();
        if (found.rates().batches() < 2) {
            throw new BnException(
                    "standard errors need at least two batches, and " + examples + " examples in partitions with up to "
                            + (batch - 1) + " examples over fill " + found.rates().batches() + " of " + batch
                            + "; use a smaller --batch-size, or fewer --partitions");
        }
        if (found.rest() > 0) {
            int partitions = found.partitionsWithRest();
            console.note("Note: the last " + found.rest() + " rows of "
                    + (partitions == 1 ? "a partition" : partitions + " partitions")
                    + " fill no batch of " + batch + " and are not used for the rates." + (found.rest() <= MANY * examples ? ""
                            : " That is more than a tenth of all: fewer --partitions leave out fewer."));
        }
        if (found.classes().isSorted(batch)) {
            console.note(
                    "Note: the classes are not mixed as in batches that are drawn at random: the rates are those of such batches, "
                            + "not of the training. Bring the rows into a random order by --shuffle-seed N.");
        }
    }
}
