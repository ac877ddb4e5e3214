package bn.cli.command;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.option.BackendChoice;
import bn.cli.option.DatasetOptions;
import bn.cli.option.ImagesOption;
import bn.cli.option.ModelRequest;
import bn.cli.option.NormalizationChoice;
import bn.cli.option.OptimizerChoice;
import bn.cli.option.PreprocessingOptions;
import bn.cli.option.ScheduleOptions;
import bn.cli.option.WarmStartOptions;
import bn.cli.view.TrainingProgress;
import bn.cli.wiring.CommandText;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import bn.experiments.network.WeightInit;
import bn.experiments.result.OutputDirectory;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.RunMeasurements;
import bn.experiments.run.TrainingRun;
import bn.experiments.run.WarmStart;
import bn.experiments.train.TrainingPlan;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bn train}. */
@Command(name = "train", description = {
        "Trains a network and reads the rate of every unit of its hidden layers after each epoch (T3).",
        "Writes metrics.csv, rates.csv, checkpoint.safetensors and manifest.json to the output folder.",
        "A rate in rates.csv is a mean over batches of --batch-size training examples, each normalized by its own statistics, with the "
                + "weights as they are after the epoch: lambda, its standard error (lambdaStandardError) and the root mean square of the "
                + "batches' rates (lambdaRms). bn rate network reads all examples as one batch."})
public final class TrainCommand implements Callable<Integer> {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Providers<ModelFormat> formats;
    @Inject
    private Console console;
    @Inject
    private Interruption interruption;
    @Inject
    private DataFolders folders;
    @Inject
    private CommandText commandText;
    @Spec
    private CommandSpec spec;
    @Mixin
    private DatasetOptions data;
    @Mixin
    private NormalizationChoice normalization;
    @Mixin
    private BackendChoice choice;
    @Mixin
    private WarmStartOptions start;
    @Mixin
    private ImagesOption images;

    @Option(names = "--arch", paramLabel = "WIDTHS|NAME|FILE",
            description = "Widths of the layers, inputs and outputs included, the name of an architecture for images (bn arch), or a file that "
                    + "lists the layers (docs/commands.md); "
                    + "default INPUTS-512-256-OUTPUTS, or that of --init.")
    private String architecture;
    @Option(names = "--epochs", paramLabel = "N", defaultValue = "3",
            description = "Passes over the training examples; default ${DEFAULT-VALUE}.")
    private int epochs;
    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "128",
            description = "Examples a step; default ${DEFAULT-VALUE}.")
    private int batchSize;
    @Mixin
    private OptimizerChoice optimizer;
    @Mixin
    private ScheduleOptions schedule;
    @Mixin
    private PreprocessingOptions preprocessing;
    @Option(names = "--dropout", paramLabel = "P",
            description = "Probability of dropout before each fully connected layer that does not read the inputs: from 0 to less than "
                    + "1; default 0, or that of --init.")
    private Double dropout;
    @Option(names = "--noise-sigma", paramLabel = "S", defaultValue = "0",
            description = "Standard deviation of Gaussian noise added to the inputs of every step; default ${DEFAULT-VALUE}.")
    private double noiseSigma;
    @Option(names = "--weights-init", paramLabel = "he|xavier",
            description = "Distribution of the initial weights. he: normal, of variance 2 / fan-in, in layers without normalization and "
                    + "activation 1 / fan-in. xavier: uniform, of variance 2 / (fan-in + fan-out). Default he.")
    private String weightsInit;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of weights (but with --init), order and noise; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--dtype", paramLabel = "f32|f64", description = "Element type; default that of --init, else f32.")
    private String dtype;
    @Option(names = "--rate-examples", paramLabel = "N", defaultValue = "8192",
            description = "Number of training examples to measure the rates on: the first ones, in whole batches, at least one; "
                    + "default ${DEFAULT-VALUE}.")
    private int rateExamples;
    @Option(names = "--motion",
            description = "Also writes motion.csv: for every unit before a normalization the means over the steps of each epoch of |w|^2, "
                    + "|w|^4, 1/|w|^2, |gradient|^2, |w|^2 |gradient|^2, |step|^2 and the squared angle of a step (T10). It reads all "
                    + "weights and gradients at every step.")
    private boolean motion;
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the results.")
    private Path out;
    @Option(names = "--resume", description = "Go on with the run in the output folder after its last whole epoch.")
    private boolean resume;
    /** The data set, once it was read. */
    private Dataset loaded;

    @Override
    public Integer call() {
        images.requireUse(start.isOfAnotherTool(new ModelReader(formats)));
        Optional<WarmStart> from = start.read(new ModelReader(formats, images.shape()), this::request, console);
        Optional<Checkpoint> init = from.map(WarmStart::checkpoint);
        NormalizationProvider provider = normalizations.get(normalization.name(init));
        OptimizerOptions settings = optimizer.options();
        DType type = dtype != null ? DType.of(dtype) : init.map(Checkpoint::dtype).orElse(DType.FLOAT32);
        try (OutputDirectory folder = OutputDirectory.locked(out)) {
            train(from, provider, settings, type, folder);
        }
        console.print("Results are in " + out);
        return 0;
    }

    private ModelRequest request(Path file) {
        Optional<String> given = Optional.ofNullable(architecture);
        // From here on the architecture is that of the network that was read.
        architecture = null;
        return new ModelRequest(new ModelReader(formats, images.shape()), file, given, this::dataset,
                Optional.ofNullable(dtype).map(DType::of), preprocessing.given());
    }

    private Dataset dataset() {
        if (loaded == null) {
            loaded = data.loadWithTest(folders, console);
        }
        return loaded;
    }

    private void train(Optional<WarmStart> from, NormalizationProvider provider, OptimizerOptions settings, DType type,
            OutputDirectory folder) {
        Optional<Checkpoint> init = from.map(WarmStart::checkpoint);
        Dataset dataset = dataset();
        Architecture widths = architecture(dataset, init);
        TrainingPlan plan = new TrainingPlan(widths, type, provider.name(), normalization.options(widths, init), epochs,
                batchSize, settings, noiseSigma, seed, schedule.schedule(epochs), weightInit(init),
                preprocessing.preprocessing(dataset.train(), init));
        try (Backend backend = choice.open(backends, console)) {
            TrainingRun run = new TrainingRun(plan, dataset, backend, provider, folder, new RunMeasurements(rateExamples, motion),
                    new TrainingRun.Invocation(commandText.text(), DatasetOptions.typed(spec)), from);
            String title = "Training " + plan.architecture() + " with normalization " + provider.name() + " on " + dataset.name()
                    + " (" + dataset.train().count() + " examples) by backend " + backend.name() + " on "
                    + backend.device().name() + ", " + type.label();
            TrainingProgress report = new TrainingProgress(console, interruption, plan, title);
            from.ifPresent(point -> WarmStartOptions.report(point, plan, console));
            try {
                run.train(resume, report);
            } catch (CancellationException e) {
                throw new CancellationException(e.getMessage() + "; finished epochs are in " + out + ", go on with --resume");
            }
        }
    }

    private WeightInit weightInit(Optional<Checkpoint> init) {
        if (weightsInit != null && init.isPresent()) {
            throw new InvalidRequestException("--weights-init has no effect: the weights are those of --init; leave it out");
        }
        return weightsInit == null ? WeightInit.HE : WeightInit.of(weightsInit);
    }

    private Architecture architecture(Dataset dataset, Optional<Checkpoint> init) {
        Architecture plain = architecture != null ? ArchitectureFile.is(architecture)
                ? ArchitectureFile.read(Path.of(architecture)) : Architecture.parse(architecture, dataset.train())
                : init.map(Checkpoint::architecture).orElseGet(
                        () -> new Architecture(List.of(dataset.train().features(), 512, 256, dataset.train().targets())));
        return dropout == null ? plain : plain.withDropout(dropout);
    }
}
