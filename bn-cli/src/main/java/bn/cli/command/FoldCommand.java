package bn.cli.command;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.cli.option.NetworkFile;
import bn.cli.view.FoldListing;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.fold.Fold;
import bn.experiments.fold.FoldedRates;
import bn.experiments.fold.OutputComparison;
import bn.experiments.fold.RandomInputs;
import bn.experiments.model.ModelExport;
import bn.experiments.model.checkpoint.CheckpointExport;
import bn.experiments.network.Network;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFile;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.DataIdentity;
import bn.experiments.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn fold}. */
@Command(name = "fold", description = {
        "Takes batch norm out of a trained network: the same outputs by weights and biases alone (T11).",
        "Each normalized unit becomes v = gamma w / sqrt(variance + eps), b = beta - gamma mean / sqrt(variance + eps), with the running "
                + "statistics. The file holds its rate lambda as well, read on all training examples as one batch (T3), so that bn train "
                + "--init FILE --rates from-init can go on with the penalty (lambda/2) v.Sv that batch norm was. A network that does not say what "
                + "it was trained on is folded without rates unless --dataset is given, and compared on random inputs."})
public final class FoldCommand extends TrainedNetworkCommand {
    @Mixin
    private NetworkFile network;
    private static final int BATCH = 1024;
    private static final String ONNX = "onnx";

    @Option(names = "--out", paramLabel = "FILE", required = true,
            description = "File for the folded network: .onnx for ONNX, which "
                    + "keeps no rates, else safetensors.")
    private Path out;

    @Override
    public void run() {
        Checkpoint checkpoint = checkpoint(network.path());
        try (OutputFile target = OutputFile.locked(out)) {
            if (target.replaces(checkpoint.file())) {
                throw new InvalidRequestException("--out is the checkpoint itself; choose another file");
            }
            fold(checkpoint, target);
        }
    }

    private void fold(Checkpoint checkpoint, OutputFile target) {
        Fold.requireLinear(checkpoint.architecture());
        Optional<NetworkOnData> subject = isDataKnown(checkpoint) ? Optional.of(onData(checkpoint)) : Optional.empty();
        Examples compared = subject.map(FoldCommand::compared).orElseGet(() -> RandomInputs.of(checkpoint.architecture()));
        try (Backend backend = backend()) {
            FoldedRates rates = subject.map(data -> FoldedRates.of(data.rates(backend))).orElse(FoldedRates.NONE);
            try (Network network = checkpoint.open(backend, normalization(checkpoint.normalization()),
                    Math.min(BATCH, PopulationRateEstimator.block(checkpoint.architecture())));
                    Network folded = new Network(backend, network.spec(), normalization(Checkpoint.NO_NORMALIZATION))) {
                folded.restore(Fold.of(network));
                OutputComparison comparison = OutputComparison.of(backend, network, folded, compared,
                        Trainer.loss(subject.map(data -> data.dataset().task()).orElse(Task.CLASSIFICATION)));
                if (!Double.isFinite(comparison.largestDifference())) {
                    throw new BnException("an output of the network or of the folded one is not a finite number on "
                            + subject.map(data -> data.dataset().name()).orElse("random inputs")
                            + "; nothing was written; look for extreme inputs or weights");
                }
                write(checkpoint, subject, folded, rates, target);
                FoldListing listing = new FoldListing(rates, subject.map(data -> data.dataset().train().count()).orElse(0),
                        subject.map(NetworkOnData::noiseSigma).orElse(0.0), compared.count(), comparison);
                if (json()) {
                    console().printText(Json.text(listing));
                } else {
                    listing.print(checkpoint.architecture(), subject.map(NetworkOnData::dataset), out, console());
                }
            }
        }
    }

    private static Examples compared(NetworkOnData data) {
        return data.dataset().test().count() > 0 ? data.seen().test() : data.seen().train();
    }

    private void write(Checkpoint checkpoint, Optional<NetworkOnData> subject, Network folded, FoldedRates rates,
            OutputFile target) {
        if (isOnnx()) {
            ModelExport export = CheckpointExport.ofFolded(
                    Checkpoint.of(checkpoint.file(), folded, Checkpoint.NO_NORMALIZATION), checkpoint.linearNames());
            target.write(stream -> onnxWriter().write(stream, export, OptionalInt.empty()));
            return;
        }
        Map<String, String> origin = new TreeMap<>(Map.of("foldedFrom", checkpoint.normalization()));
        subject.ifPresent(data -> origin.putAll(Map.of("rateExamples", String.valueOf(data.dataset().train().count()),
                "rateNoiseSigma", String.valueOf(data.noiseSigma()), "rateData",
                Json.compact(DataIdentity.of(data.dataset())))));
        for (String key : List.of(Checkpoint.DATA, Checkpoint.IMAGE_NORMALIZATION)) {
            Optional.ofNullable(checkpoint.metadata().get(key)).ifPresent(text -> origin.put(key, text));
        }
        target.write(stream -> Checkpoint.write(stream, folded, Checkpoint.NO_NORMALIZATION, rates.arrays(), origin));
    }

    private boolean isOnnx() {
        return out.getFileName().toString().toLowerCase(Locale.ROOT).endsWith("." + ONNX);
    }
}
