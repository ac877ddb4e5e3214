package bn.cli.command;

import static bn.cli.command.RateNumbers.number;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.cli.console.TextTable;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.fold.Fold;
import bn.experiments.fold.FoldedRates;
import bn.experiments.fold.OutputComparison;
import bn.experiments.network.Network;
import bn.experiments.rate.RootMeanSquare;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFile;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.DataIdentity;
import bn.experiments.train.Evaluation;
import bn.experiments.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bn fold}. */
@Command(name = "fold", description = {
    "Takes batch norm out of a trained network: the same outputs by weights and biases alone (T11).",
    "Each hidden unit becomes v = gamma w / sqrt(variance + eps), b = beta - gamma mean / sqrt(variance + eps), with the running "
    + "statistics. The file holds its rate lambda as well, read on all training examples as one batch (T3), so that bn train "
    + "--init FILE --rates from-init can go on with the penalty (lambda/2) v.Sv that batch norm was."})
public final class FoldCommand extends TrainedNetworkCommand {
    private static final int BATCH = 1024;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the folded network goes (safetensors).")
    private Path out;

    /** What is printed as JSON; outputs and scores are on the test examples, or on the training examples if there are none. */
    record Listing(FoldedRates rates, int rateExamples, double rateNoiseSigma, int comparedExamples,
            OutputComparison comparison) { }

    @Override
    public void run() {
        Checkpoint checkpoint = checkpoint();
        try (OutputFile target = OutputFile.locked(out)) {
            if (target.replaces(checkpoint.file())) {
                throw new InvalidRequestException("--out is the checkpoint itself; choose another file");
            }
            fold(checkpoint, target);
        }
    }

    private void fold(Checkpoint checkpoint, OutputFile target) {
        Subject subject = subject(checkpoint);
        Dataset dataset = subject.dataset();
        Examples examples = dataset.train();
        Examples compared = dataset.test().count() > 0 ? dataset.test() : examples;
        try (Backend backend = backend()) {
            FoldedRates rates = FoldedRates.of(subject.rates(backend));
            try (Network network = checkpoint.open(backend, subject.normalization(), BATCH);
                    Network folded = new Network(backend, network.spec(), normalization(Checkpoint.NO_NORMALIZATION))) {
                folded.restore(Fold.of(network));
                OutputComparison comparison = OutputComparison.of(backend, network, folded, compared,
                        Trainer.loss(dataset.task()));
                if (!Double.isFinite(comparison.largestDifference())) {
                    throw new BnException("an output of the network or of the folded one is not a finite number on "
                            + dataset.name() + "; nothing was written; look for extreme inputs or weights");
                }
                Map<String, String> origin = new TreeMap<>(Map.of("foldedFrom", checkpoint.normalization(),
                        "rateExamples", String.valueOf(examples.count()), "rateNoiseSigma", String.valueOf(subject.noiseSigma()), "rateData",
                        Json.compact(DataIdentity.of(dataset))));
                Optional.ofNullable(checkpoint.metadata().get(Checkpoint.DATA)).ifPresent(data -> origin.put(Checkpoint.DATA, data));
                target.write(stream -> Checkpoint.write(stream, folded,
                        Checkpoint.NO_NORMALIZATION, rates.arrays(), origin));
                Listing listing = new Listing(rates, examples.count(), subject.noiseSigma(), compared.count(), comparison);
                if (json()) {
                    console().printText(Json.text(listing));
                } else {
                    print(dataset, listing);
                }
            }
        }
    }

    private void print(Dataset dataset, Listing listing) {
        TextTable table = new TextTable("layer", "units", "lambda mean", "rms", "least", "largest", "alpha mean");
        for (int i = 0; i < listing.rates().lambda().size(); i++) {
            var lambda = Arrays.stream(listing.rates().lambda().get(i)).summaryStatistics();
            table.row(String.valueOf(i + 1), String.valueOf(lambda.getCount()), number(lambda.getAverage()),
                    number(RootMeanSquare.of(listing.rates().lambda().get(i))), number(lambda.getMin()),
                    number(lambda.getMax()), number(Arrays.stream(listing.rates().alpha().get(i)).average().orElse(Double.NaN)));
        }
        console().print(table.toString());
        OutputComparison c = listing.comparison();
        console().print(String.format(Locale.ROOT, "%s: rates on %d training examples as one batch, noise sigma %s; outputs "
                + "on %d examples",
                dataset.name(), listing.rateExamples(), listing.rateNoiseSigma(), listing.comparedExamples()));
        console().print(String.format(Locale.ROOT, "largest difference of an output %.2e (largest output %.3g)",
                c.largestDifference(), c.largestOutput()));
        boolean classes = dataset.task() == Task.CLASSIFICATION;
        console().print("before: " + score(c.first(), classes));
        console().print("after:  " + score(c.second(), classes));
        console().print("The folded network is in " + out);
    }

    private static String score(Evaluation score, boolean classes) {
        return "loss " + RateNumbers.significant(score.loss())
                + (classes ? String.format(Locale.ROOT, ", accuracy %.3f %%", 100 * score.accuracy()) : "");
    }
}
