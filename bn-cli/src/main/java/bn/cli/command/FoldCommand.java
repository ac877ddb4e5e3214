package bn.cli.command;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.cli.view.FoldListing;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.fold.Fold;
import bn.experiments.fold.FoldedRates;
import bn.experiments.fold.OutputComparison;
import bn.experiments.network.Network;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFile;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.DataIdentity;
import bn.experiments.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bn fold}. */
@Command(name = "fold", description = {
        "Takes batch norm out of a trained network: the same outputs by weights and biases alone (T11).",
        "Each normalized unit becomes v = gamma w / sqrt(variance + eps), b = beta - gamma mean / sqrt(variance + eps), with the running "
                + "statistics. The file holds its rate lambda as well, read on all training examples as one batch (T3), so that bn train "
                + "--init FILE --rates from-init can go on with the penalty (lambda/2) v.Sv that batch norm was."})
public final class FoldCommand extends TrainedNetworkCommand {
    private static final int BATCH = 1024;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "File for the folded network (safetensors).")
    private Path out;

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
        Fold.requireLinear(checkpoint.architecture());
        NetworkOnData subject = onData(checkpoint);
        Dataset dataset = subject.dataset();
        Examples examples = dataset.train();
        Examples compared = dataset.test().count() > 0 ? subject.seen().test() : subject.seen().train();
        try (Backend backend = backend()) {
            FoldedRates rates = FoldedRates.of(subject.rates(backend));
            try (Network network = checkpoint.open(backend, subject.normalization(),
                    Math.min(BATCH, PopulationRateEstimator.block(checkpoint.architecture())));
                    Network folded = new Network(backend, network.spec(), normalization(Checkpoint.NO_NORMALIZATION))) {
                folded.restore(Fold.of(network));
                OutputComparison comparison = OutputComparison.of(backend, network, folded, compared,
                        Trainer.loss(dataset.task()));
                if (!Double.isFinite(comparison.largestDifference())) {
                    throw new BnException("an output of the network or of the folded one is not a finite number on "
                            + dataset.name() + "; nothing was written; look for extreme inputs or weights");
                }
                Map<String, String> origin = new TreeMap<>(Map.of("foldedFrom", checkpoint.normalization(),
                        "rateExamples", String.valueOf(examples.count()), "rateNoiseSigma", String.valueOf(subject.noiseSigma()),
                        "rateData",
                        Json.compact(DataIdentity.of(dataset))));
                for (String key : List.of(Checkpoint.DATA, Checkpoint.IMAGE_NORMALIZATION)) {
                    Optional.ofNullable(checkpoint.metadata().get(key)).ifPresent(text -> origin.put(key, text));
                }
                target.write(stream -> Checkpoint.write(stream, folded,
                        Checkpoint.NO_NORMALIZATION, rates.arrays(), origin));
                FoldListing listing = new FoldListing(rates, examples.count(), subject.noiseSigma(), compared.count(),
                        comparison);
                if (json()) {
                    console().printText(Json.text(listing));
                } else {
                    listing.print(checkpoint.architecture(), dataset, out, console());
                }
            }
        }
    }
}
