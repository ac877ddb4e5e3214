package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.cli.option.CheckpointOptions;
import bn.cli.option.NetworkFile;
import bn.cli.view.NetworkOutput;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Dataset;
import bn.experiments.page.NetworkRates;
import bn.experiments.page.RatedData;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.PartialMeasurement;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn rate network}. */
@Command(name = "network", description = {
        "The rates of a trained network, what its gradients certify, and what finite batches add to its loss by the last hidden layer.",
        "All training examples are one batch: statistics are those of the population, nothing is averaged over batches. They are "
                + "read block by block, some passes for each layer, in memory that does not grow with them. --limit N uses fewer."},
        footer = {"", "Columns, for each layer with a normalization (the files that --out writes have every unit):",
                "  dead                    units with |gamma| below 0.001, whose rates mean nothing: left out of the following columns",
                "  lambda                  -(dL/dgamma) / gamma, the rate of the penalty (lambda/2) v.Sv (T3): mean over the units,",
                "                          root mean square (rms), least and largest. In inner layers the mean cancels (T8)",
                "  alpha                   the plain L2 rate that pulls as hard along v",
                "  noise part              of alpha, by --noise-sigma: lambda E[Var(w.x | clean example)] / |w|^2; in the first layer",
                "                          lambda sigma^2, above it from two draws of the noise (T6)",
                "  signal part             the rest of alpha",
                "  lr / |w|^2              learning rate of the direction of w (T10); needs a run's checkpoint",
                "  |g + lambda S v| / |g|  0 at a stationary point under these rates, 1 where lambda is 0; the norm is |a|^2 = a.S^+a,",
                "                          which does not depend on the units of the inputs (T8)",
                "  sum gamma^2 lambda      net rate of the layer",
                "  sum beta dL/dbeta       what T8 says it is, together with the next column",
                "  let through above       by the linear layer above; 0 below batch norm with eps 0",
                "  error of T8, of T13     relative to the sizes of the terms: rounding",
                "Of a network that is no multilayer perceptron, the sums are those of each stream (T13): the channels that some layers",
                "write together, as the blocks of a residual network do, with the number that the stream has in the figure; of a channel is the largest error of a single one.",
                "What batches of M examples add to the expected loss (T9), to first order in 1/M (at M = 16 a tenth may be missing), by",
                "the statistics of the last hidden layer alone, drawn without replacement: 1/M (N - M) / (N - 1) times",
                "  from l', l''            first and second derivatives of an example's loss with respect to the layer's outputs",
                "  kinks of ReLU           where the first derivative jumps",
                "  pairs of units          covariances of the statistics of two units; a unit's batchEffect in the files is without them",
                "  two-term form           gamma decay (Luo et al. 2019), which has the variances of mean and deviation only"})
public final class RateNetworkCommand extends TrainedNetworkCommand {
    @Mixin
    private NetworkFile network;
    private static final String POPULATION = "population";
    private static final String BATCH = "batch";

    @Option(names = "--batch-size", paramLabel = "M",
            description = "The batches that T9 is about, and those of --statistics batch, from 2 to all examples; default the run's, if that is known, else "
                    + CheckpointOptions.USUAL_BATCH + ".")
    private Integer batchSize;
    @Option(names = "--statistics", paramLabel = "population|batch", defaultValue = POPULATION,
            description = {"What the layers are normalized by: population, the statistics of all examples as one batch, in some "
                    + "passes for each layer; or batch, those of each batch of --batch-size, in one pass, with the standard error of "
                    + "the mean over the batches; for large data. Rates and the balance of streams, no stationarity, no T9. Default ${DEFAULT-VALUE}."})
    private String statistics;
    @Option(names = "--out", paramLabel = "DIR", description = "Folder for report.html (self-contained, with plots), "
            + "network-rates.csv (every unit) and network-rates.json; default none is written.")
    private Path out;
    @Option(names = "--resume",
            description = "Go on with the measurement in the folder of --out that was not finished, after its "
                    + "last whole level of layers, with the same results as without a break; for --statistics population.")
    private boolean resume;

    @Override
    public void run() {
        CheckpointOptions.checkBatchSize(batchSize);
        checkStatistics();
        checkResume();
        Checkpoint checkpoint = checkpoint(network.path());
        checkpoint.architecture().normalized().stream().map(checkpoint.architecture()::weights)
                .filter(weights -> weights.rank() == 2)
                .forEach(weights -> JointMoments.requireMemory("a covariance", weights.size(1)));
        double learningRate = CheckpointOptions.learningRate(checkpoint);
        int batch = CheckpointOptions.batchSize(batchSize, checkpoint);
        try (OutputDirectory folder = out == null ? null : OutputDirectory.locked(out)) {
            run(checkpoint, learningRate, batch, folder);
        }
    }

    private void run(Checkpoint checkpoint, double learningRate, int batch, OutputDirectory folder) {
        NetworkOnData subject = onData(checkpoint);
        Dataset dataset = subject.dataset();
        try (Backend backend = backend()) {
            NetworkMeasurement measurement = statistics.equals(BATCH) ? inBatches(subject, backend, batch)
                    : ofPopulation(subject, backend,
                            isPossible(checkpoint.architecture(), batch, dataset.train().count()) ? OptionalInt.of(batch)
                                    : OptionalInt.empty(),
                            folder);
            int batches = measurement.layers().get(0).measurement().spread().map(BatchSpread::batches).orElse(1);
            RatedData data = RatedData.of(dataset);
            NetworkRates rates = NetworkRates.of(measurement, subject.evaluation(backend), checkpoint, data, batch, batches,
                    subject.noiseSigma(),
                    learningRate, commandText(), Provenance.of(backend));
            NetworkOutput output = new NetworkOutput(console(), json());
            if (folder != null) {
                output.write(folder, rates, data);
                if (statistics.equals(POPULATION)) {
                    folder.delete(PartialMeasurement.FILE);
                }
            }
            output.print(rates);
        }
    }

    private void checkStatistics() {
        if (statistics.equals("running")) {
            throw new InvalidRequestException(
                    "--statistics running: in inference mode -(dL/dgamma)/gamma is not lambda, because it "
                            + "carries the rates of the layers above as well; use " + POPULATION + " or " + BATCH);
        }
        if (!statistics.equals(POPULATION) && !statistics.equals(BATCH)) {
            throw new InvalidRequestException("--statistics is " + POPULATION + " or " + BATCH + ", got '" + statistics + "'");
        }
    }

    private void checkResume() {
        if (resume && out == null) {
            throw new InvalidRequestException("--resume goes on with the measurement in the folder of --out; give --out DIR");
        }
        if (resume && statistics.equals(BATCH)) {
            throw new InvalidRequestException("--resume is for --statistics population; with " + BATCH
                    + " there is one pass, and nothing is kept before its end");
        }
    }

    /** With a folder, the finished layers are in a file until the results are. */
    private NetworkMeasurement ofPopulation(NetworkOnData subject, Backend backend, OptionalInt batch, OutputDirectory folder) {
        return folder == null ? subject.measure(backend, batch)
                : subject.measure(backend, batch, folder, resume, console()::note);
    }

    /** Rates as means over at least two batches, so that there is a standard error. */
    private NetworkMeasurement inBatches(NetworkOnData subject, Backend backend, int batch) {
        int examples = subject.dataset().train().count();
        if (batch > examples / 2) {
            throw new InvalidRequestException("--statistics batch needs at least two batches, and " + examples
                    + " examples are fewer than two of " + batch + "; use a smaller --batch-size, or --statistics population");
        }
        if (examples % batch > 0) {
            console().note("Note: the last " + examples % batch + " examples fill no batch of " + batch + " and are not used.");
        }
        return subject.measure(backend, batch);
    }

    /** Whether T9 can be measured for this size. If the size is a default, T9 is left out with a note. */
    private boolean isPossible(Architecture architecture, int batch, int examples) {
        if (!PopulationRateEstimator.hasBatchEffect(architecture)) {
            if (batchSize != null) {
                throw new InvalidRequestException(
                        "--batch-size: what batches add to the loss (T9) is known for a fully connected "
                                + "layer with ReLU below the outputs, which " + architecture
                                + " does not have; leave the option out");
            }
            return false;
        }
        if (batch >= 2 && batch <= examples) {
            return true;
        }
        String reason = "batches of " + batch + " examples cannot be drawn from " + examples;
        if (batchSize != null) {
            throw new InvalidRequestException("--batch-size: " + reason + "; use a number from 2 to " + examples);
        }
        console()
                .note("Note: " + reason + ", so what batches add to the loss (T9) is left out; choose a size with --batch-size.");
        return false;
    }
}
