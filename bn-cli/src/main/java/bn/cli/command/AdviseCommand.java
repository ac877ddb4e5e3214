package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.cli.option.CheckpointOptions;
import bn.cli.option.TrainingOptions;
import bn.cli.view.AdviceListing;
import bn.cli.view.ReportPage;
import bn.experiments.advice.Advice;
import bn.experiments.advice.AdvisedNetwork;
import bn.experiments.advice.BatchReadings;
import bn.experiments.advice.MeasuredNetwork;
import bn.experiments.advice.MonitoredNetwork;
import bn.experiments.monitor.RunFolder;
import bn.experiments.page.AdvicePage;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn advise}. */
@Command(name = "advise", description = {
        "What weight decay and batch norm do in a network, in plain sentences, each with the number it rests on.",
        "For each group of parameters: whether weight decay is a learning rate of directions, a regularization rate, or a plain penalty. "
                + "The rates are means over batches of training examples, with standard errors. It says what was measured, not which "
                + "weight decay gives the best test loss."},
        footer = {"", "Example: bn advise run",
                "         bn advise model.onnx --dataset image-folder --data-dir DIR --lr 0.1 --weight-decay 5e-4 --schedule cosine --steps 78200"})
public final class AdviseCommand extends TrainedNetworkCommand {
    private static final String CHECKPOINT = "checkpoint.safetensors";

    @Parameters(paramLabel = "MODEL|RUN|LOG",
            description = "The network: a file, as bn rate network takes it; the folder of a run of bn train; or a folder that a monitor "
                    + "writes (bn monitor), which needs no data.")
    private Path subject;
    @Mixin
    private TrainingOptions training;
    @Option(names = "--batch-size", paramLabel = "M",
            description = "Examples a batch; default the run's, if that is known, else " + CheckpointOptions.USUAL_BATCH + ".")
    private Integer batchSize;
    @Option(names = "--out", paramLabel = "DIR", description = "Folder for report.html and advice.json; default none is written.")
    private Path out;

    @Override
    public void run() {
        CheckpointOptions.checkBatchSize(batchSize);
        if (Files.isDirectory(subject) && RunFolder.isMonitored(subject)) {
            requireNoData();
            give(Advice.of(MonitoredNetwork.of(RunFolder.read(subject)), training.of(Optional.empty())));
            return;
        }
        boolean folder = Files.isDirectory(subject);
        if (folder && !Files.exists(subject.resolve(CHECKPOINT))) {
            throw new InvalidRequestException(subject + " holds neither a run with " + CHECKPOINT
                    + " nor what a monitor writes; give the file of a network, or the folder of a run");
        }
        Checkpoint checkpoint = checkpoint(folder ? subject.resolve(CHECKPOINT) : subject);
        give(Advice.of(measure(checkpoint),
                training.of(folder ? Optional.of(RunSettings.inFolder(subject)) : RunSettings.of(checkpoint))));
    }

    private void requireNoData() {
        if (isDataNamed() || batchSize != null) {
            throw new InvalidRequestException("--dataset and --batch-size have no effect: " + subject
                    + " has the rates that a monitor read while the network was trained; leave them out");
        }
    }

    private AdvisedNetwork measure(Checkpoint checkpoint) {
        NetworkOnData data = onData(checkpoint);
        int examples = data.dataset().train().count();
        int batch = CheckpointOptions.batchSize(batchSize, checkpoint);
        if (batch > examples / 2) {
            throw new InvalidRequestException("standard errors need at least two batches, and " + examples
                    + " examples are fewer than two of " + batch + "; use a smaller --batch-size");
        }
        try (Backend backend = backend()) {
            NetworkOnData.BatchMeasurement measured = data.measureGradients(backend, batch);
            return MeasuredNetwork.of(measured.rates(), checkpoint.architecture(),
                    examples / batch + " batches of " + batch + " examples")
                    .with(BatchReadings.of(measured.rates(), checkpoint.dtype(), examples / batch, measured.gradients()));
        }
    }

    private String name() {
        return String.valueOf(subject.toAbsolutePath().normalize().getFileName());
    }

    private void give(Advice advice) {
        if (out != null) {
            try (OutputDirectory folder = OutputDirectory.locked(out)) {
                folder.write("advice.json", Json.text(advice));
                console().note("Report: " + ReportPage.write(folder, AdvicePage.of(advice, name(), commandText())));
            }
        }
        if (json()) {
            console().printText(Json.text(advice));
        } else {
            new AdviceListing(advice).print(console());
        }
    }
}
