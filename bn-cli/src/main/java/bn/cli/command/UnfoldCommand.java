package bn.cli.command;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.kernel.VarianceEstimator;
import bn.api.norm.NormalizationOptions;
import bn.cli.console.WorkProgress;
import bn.cli.option.NetworkFile;
import bn.cli.option.OptionValues;
import bn.cli.view.UnfoldListing;
import bn.experiments.data.Examples;
import bn.experiments.fold.OutputComparison;
import bn.experiments.fold.Unfold;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFile;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn unfold}. */
@Command(name = "unfold", description = {
        "Puts batch norm back into a network without it, with the same outputs: into one that bn fold has written, or that an export has "
                + "folded, to train it further with batch norm.",
        "A unit v.x + b becomes the normalization of v.x with the statistics of all training examples: running mean v.m, running variance "
                + "v.Sv, gamma = sqrt(v.Sv + eps), beta = b + v.m. bn train --init FILE goes on with the result."})
public final class UnfoldCommand extends TrainedNetworkCommand {
    @Mixin
    private NetworkFile network;
    private static final String BATCH_NORM = "batch";

    @Option(names = "--out", paramLabel = "FILE", required = true,
            description = "File for the network with batch norm (safetensors).")
    private Path out;
    @Option(names = "--layers", paramLabel = "NAME,...", split = ",",
            description = "The linear maps that get a normalization; default those that had one before bn fold, or all but the last.")
    private List<String> layers = List.of();
    @Option(names = "--eps", paramLabel = "E", defaultValue = "1e-5",
            description = "What the normalizations add to the variance; default ${DEFAULT-VALUE}.")
    private double eps;

    @Override
    public void run() {
        OptionValues.notNegative("--eps", eps);
        Checkpoint plain = checkpoint(network.path());
        if (!plain.normalization().equals(Checkpoint.NO_NORMALIZATION)) {
            throw new InvalidRequestException(plain.file() + " holds a network with normalization " + plain.normalization()
                    + "; bn unfold takes one without, such as bn fold writes");
        }
        Unfold unfold = Unfold.plan(plain.architecture(), layers);
        try (OutputFile target = OutputFile.locked(out)) {
            if (target.replaces(plain.file())) {
                throw new InvalidRequestException("--out is the network's own file; choose another file");
            }
            unfold(plain, unfold, target);
        }
    }

    private void unfold(Checkpoint plain, Unfold unfold, OutputFile target) {
        NetworkOnData subject = onData(plain);
        Examples examples = subject.seen().train();
        Examples compared = subject.seen().test().count() > 0 ? subject.seen().test() : examples;
        NormalizationOptions usual = NormalizationOptions.pytorch();
        // The variance of all examples is the biased one.
        NormalizationOptions options = new NormalizationOptions(eps, usual.runningAverage(), VarianceEstimator.BIASED,
                usual.affine());
        NetworkSpec spec = new NetworkSpec(unfold.architecture(), plain.dtype(), options, subject.block(), 0);
        try (Backend backend = backend(); Network network = new Network(backend, spec, subject.normalization())) {
            network.restore(plain.arrays());
            try (Network unfolded = new Network(backend, spec, normalization(BATCH_NORM))) {
                try (WorkProgress progress = progress(examples.count())) {
                    unfolded.restore(unfold.state(backend, network, examples, eps, progress));
                }
                OutputComparison comparison = OutputComparison.of(backend, network, unfolded, compared,
                        Trainer.loss(subject.dataset().task()));
                if (!Double.isFinite(comparison.largestDifference())) {
                    throw new BnException("an output of the network or of the unfolded one is not a finite number on "
                            + subject.dataset().name() + "; nothing was written; look for extreme inputs or weights");
                }
                target.write(stream -> Checkpoint.write(stream, unfolded, BATCH_NORM, Map.of(), origin(plain)));
                UnfoldListing listing = new UnfoldListing(unfold.layers(), eps, examples.count(), compared.count(), comparison);
                if (json()) {
                    console().printText(Json.text(listing));
                } else {
                    listing.print(subject.dataset(), out, console());
                }
            }
        }
    }

    private static Map<String, String> origin(Checkpoint plain) {
        Map<String, String> origin = new TreeMap<>();
        for (String key : List.of(Checkpoint.DATA, Checkpoint.IMAGE_NORMALIZATION)) {
            Optional.ofNullable(plain.metadata().get(key)).ifPresent(text -> origin.put(key, text));
        }
        return origin;
    }
}
