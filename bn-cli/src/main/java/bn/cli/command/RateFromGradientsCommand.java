package bn.cli.command;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.option.OptionValues;
import bn.cli.option.OutputFormat;
import bn.cli.view.GradientListing;
import bn.experiments.rate.LayerArrays;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn rate from-gradients}. */
@Command(name = "from-gradients", description = {
        "The rate of every unit of a batch-normalized layer that another framework trains, from gamma and its gradient (T3).",
        "lambda = -(dL/dgamma) / gamma, on the scale of the loss that was differentiated: take the mean loss, and the gradient "
                + "before weight decay, clipping or loss scaling change it. docs/theory.md (T3) shows how to save the arrays from PyTorch.",
        "With the effective weights v = gamma w / s and the covariance S of the layer's inputs also alpha = lambda v.Sv / v.v, "
                + "the plain L2 rate that pulls as hard, and a check that gamma, v and S belong together: v.Sv is at most gamma^2 (T1). Where they do not, the exit code is 1.",
        "All arrays are of the same batch, in .npy files (float32 or float64), or together in one .npz file."})
public final class RateFromGradientsCommand implements Runnable {
    @Inject
    private Console console;

    @Option(names = "--gamma", paramLabel = "FILE", description = "The scale of each unit: one number for each unit.")
    private Path gamma;
    @Option(names = "--gamma-grad", paramLabel = "FILE",
            description = "The derivative of the loss with respect to gamma: one number for each unit.")
    private Path gammaGradient;
    @Option(names = "--v", paramLabel = "FILE", description = "The effective weights, units x inputs, or a vector for a single "
            + "unit: the weights of the layer, each row times gamma / s, where s^2 is the variance of its pre-activation over the batch, "
            + "plus eps.")
    private Path weights;
    @Option(names = "--cov", paramLabel = "FILE", description = "The covariance of the layer's inputs over the batch, "
            + "inputs x inputs, biased (divided by the number of examples N, not N - 1).")
    private Path covariance;
    @Option(names = "--file", paramLabel = "FILE", description = "Instead of these, an .npz file with the arrays gamma and "
            + "gamma_grad and, for alpha, v and cov.")
    private Path archive;
    @Option(names = "--eps", paramLabel = "E", description = "What the batch norm adds to the variance. With 0, v.Sv must equal "
            + "gamma^2; otherwise, and by default, it must be at most that.")
    private Double eps;
    @Option(names = "--accept-violations", description = "Exit with code 0 also where gamma, v and S do not belong together; "
            + "lambda, which needs neither v nor S, is right all the same.")
    private boolean acceptViolations;
    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for gradient-rates.csv (every unit) and gradient-rates.json; default none is written.")
    private Path out;
    @Mixin
    private OutputFormat format;

    @Override
    public void run() {
        if (eps != null) {
            OptionValues.notNegative("--eps", eps);
        }
        LayerArrays arrays = arrays();
        if (eps != null && arrays.constraints().isEmpty()) {
            throw new InvalidRequestException(
                    "--eps is for the check that gamma, v and S belong together; leave it out, or give v and S");
        }
        GradientListing listing = GradientListing.of(arrays, eps == null ? OptionalDouble.empty() : OptionalDouble.of(eps));
        if (out != null) {
            try (OutputDirectory folder = OutputDirectory.locked(out)) {
                folder.write("gradient-rates.csv", listing.csv());
                folder.write("gradient-rates.json", Json.text(listing));
            }
        }
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            console.print(listing.table());
            console.print(listing.summary());
        }
        if (listing.violations() > 0 && acceptViolations) {
            console.note("bn: accepted: " + listing.violation());
        } else if (listing.violations() > 0) {
            throw new BnException(listing.violation() + "; --accept-violations takes the numbers all the same");
        }
    }

    private LayerArrays arrays() {
        Map<String, Path> files = new LinkedHashMap<>();
        put(files, LayerArrays.GAMMA, gamma);
        put(files, LayerArrays.GAMMA_GRADIENT, gammaGradient);
        put(files, LayerArrays.WEIGHTS, weights);
        put(files, LayerArrays.COVARIANCE, covariance);
        if (archive != null) {
            if (!files.isEmpty()) {
                throw new InvalidRequestException(
                        "--file holds all arrays; leave out --gamma, --gamma-grad, --v and --cov, or --file");
            }
            return LayerArrays.read(archive);
        }
        if (gamma == null || gammaGradient == null) {
            throw new InvalidRequestException(
                    "--gamma and --gamma-grad are both needed, or --file with the arrays gamma and gamma_grad");
        }
        return LayerArrays.read(files);
    }

    private static void put(Map<String, Path> files, String name, Path file) {
        if (file != null) {
            files.put(name, file);
        }
    }
}
