package bn.cli.command;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.option.OptionValues;
import bn.cli.option.OutputFormat;
import bn.cli.view.GradientListing;
import bn.cli.view.ReadingListing;
import bn.experiments.rate.LayerArrays;
import bn.experiments.reading.ReadingTable;
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
        "All arrays are of the same batch, in .npy files (float32 or float64), or together in one .npz file.",
        "Or --file is a CSV file of readings, a row for each unit, of any number of layers and steps: see below. Then rates are means over "
                + "the steps with standard errors. No eps is needed: lambda and alpha are the same for every eps (T3)."},
        footer = {"", "Columns of a CSV file of readings, in any order, named in its first line:",
                "  gamma, gamma_grad    the scale of the unit, and the derivative of the batch's mean loss with respect to it, read after",
                "                       the backward pass and before the optimizer's step, which may add weight decay to it",
                "  layer, unit, step    what the row is of: a name, a number from 0 and a number from 0; a step has all units of a layer",
                "  variance             Var(u): biased variance of the unit's pre-activation over the batch",
                "  weight_norm2         |w|^2: squared norm of the unit's weights; with variance for alpha = lambda Var(u) / |w|^2",
                "  rows                 N: examples times positions of the batch; readings are weighted by it",
                "Printed for each layer:",
                "  dead                 units with |gamma| below 0.001 in the last step, which have no rate",
                "  lambda rms, noise    root mean square over the other units of lambda, and of its standard error",
                "  clear, by chance     units with |lambda| above 2 standard errors, and how many there would be if all lambda were 0",
                "Standard errors are those of Newey and West for correlated steps, and never less than those of independent steps."})
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
            + "gamma_grad and, for alpha, v and cov; or a CSV file of readings.")
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
        if (archive != null && ReadingTable.isTable(archive)) {
            readings();
        } else {
            layer();
        }
    }

    private void readings() {
        if (gamma != null || gammaGradient != null || weights != null || covariance != null || eps != null || acceptViolations) {
            throw new InvalidRequestException(
                    "--file " + archive + " is a table of readings, which has all that is needed; leave out "
                            + "--gamma, --gamma-grad, --v, --cov, --eps and --accept-violations");
        }
        ReadingListing listing = new ReadingListing(ReadingTable.read(archive));
        write(listing.csv(), listing);
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            console.print(listing.table());
            console.print(listing.summary());
        }
    }

    private void write(String csv, Object listing) {
        if (out != null) {
            try (OutputDirectory folder = OutputDirectory.locked(out)) {
                folder.write("gradient-rates.csv", csv);
                folder.write("gradient-rates.json", Json.text(listing));
            }
        }
    }

    private void layer() {
        LayerArrays arrays = arrays();
        if (eps != null && arrays.constraints().isEmpty()) {
            throw new InvalidRequestException(
                    "--eps is for the check that gamma, v and S belong together; leave it out, or give v and S");
        }
        GradientListing listing = GradientListing.of(arrays, eps == null ? OptionalDouble.empty() : OptionalDouble.of(eps));
        write(listing.csv(), listing);
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
