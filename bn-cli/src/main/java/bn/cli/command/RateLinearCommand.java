package bn.cli.command;

import bn.api.Moments;
import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.cli.console.TextTable;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.rate.RateChoices;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.theory.linear.LinearRates;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.Spectrum;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn rate linear}. */
@Command(name = "linear", description = {
    "The rate of batch-normalized linear regression, in closed form (T4, T6).",
    "Each class is regressed on its centred 0/1 target (a regression data set: on its number). lambda is the rate of the "
    + "penalty (lambda/2) v.Sv, alpha the plain L2 rate that pulls as hard, with its signal and noise part. Float64; biased "
    + "covariance of the training examples; noise enters in its population form S + sigma^2 I."})
public final class RateLinearCommand implements Runnable {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Console console;
    @Inject
    private Interruption interruption;
    @Inject
    private DataFolders folders;
    @Mixin
    private DatasetOptions data;
    @Mixin
    private RateOptions rate;
    @Mixin
    private BackendChoice choice;
    @Mixin
    private Format format;

    @Option(names = "--spectrum", description = "Also show what batch norm does along each direction of the inputs: variances of "
            + "signal and noise, shrinkage, and the ridge that does the same to clean inputs.")
    private boolean spectrum;
    @Option(names = "--compare", description = "Also show the rates that others choose: ridge by leave-one-out, generalized "
            + "cross-validation and evidence; the data-weighted penalty by James-Stein. Reads the examples four times more.")
    private boolean compare;
    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for spectrum.csv and compare.csv; default none is written.")
    private Path out;

    @Override
    public void run() {
        double gamma = rate.gamma();
        double noiseSigma = rate.noiseSigma();
        if (compare && noiseSigma > 0) {
            throw new UsageException("--compare is for the inputs as they are: leave out --noise-sigma, which adds noise to "
                    + "their covariance only");
        }
        if (out != null && !spectrum && !compare) {
            throw new UsageException("--out needs --spectrum or --compare, which write their tables there");
        }
        OutputFolder folder = out == null ? null : new OutputFolder(out);
        Dataset dataset = data.load(folders);
        Examples examples = dataset.train();
        try (Backend backend = choice.open(backends, console)) {
            Moments joint = RateOptions.moments(backend, examples, console, interruption);
            LinearRegression regression = new LinearRegression(joint, examples.targets());
            LinearRates rates = regression.solveAll(gamma, noiseSigma);
            List<String> names = dataset.task() == Task.CLASSIFICATION ? dataset.classNames() : List.of(dataset.target());
            LinearSpectrum directions = spectrum ? LinearSpectrum.of(regression, names, gamma, noiseSigma) : null;
            LinearComparison comparison = compare
                    ? new LinearComparison(names, rates, choices(examples, joint, regression.spectrum())) : null;
            if (folder != null && spectrum) {
                folder.write("spectrum.csv", directions.csv());
            }
            if (folder != null && compare) {
                folder.write("compare.csv", comparison.csv());
            }
            if (format.json()) {
                console.printText(json(rates, directions, comparison));
            } else {
                print(dataset, names, rates, directions, comparison);
            }
        }
    }

    private List<RateChoices> choices(Examples examples, Moments joint, Spectrum inputs) {
        ProgressBar bar = new ProgressBar(console, "leave-one-out");
        List<RateChoices> choices = RateChoices.of(examples, joint, inputs, share -> {
            if (interruption.requested()) {
                throw new CancellationException("interrupted; nothing was written");
            }
            bar.show(share, 1, examples.count() + " examples, 4 times");
        });
        bar.close();
        return choices;
    }

    /** The rates, with a field more for each further table. */
    private static String json(LinearRates rates, LinearSpectrum directions, LinearComparison comparison) {
        ObjectNode tree = (ObjectNode) Json.tree(rates);
        if (directions != null) {
            tree.set("spectrum", Json.tree(directions.directions()));
        }
        if (comparison != null) {
            tree.set("choices", Json.tree(comparison.choices()));
        }
        return Json.text(tree);
    }

    private void print(Dataset dataset, List<String> names, LinearRates rates, LinearSpectrum directions,
            LinearComparison comparison) {
        String header = dataset.task() == Task.CLASSIFICATION ? "class" : "target";
        TextTable table = new TextTable(header, "lambda", "R^2", "alpha", "signal part", "noise part");
        for (int k = 0; k < rates.lambda().length; k++) {
            table.row(names.get(k), RateNumbers.fixed(rates.lambda()[k]), RateNumbers.fixed(rates.rSquared()[k]),
                    RateNumbers.significant(rates.alpha()[k]), RateNumbers.significant(rates.alphaSignal()[k]),
                    RateNumbers.significant(rates.alphaNoise()[k]));
        }
        console.print(table.toString());
        console.print(String.format(Locale.ROOT, "%s: %d examples, %d features, rank %d (tolerance %.3g); gamma %s, noise sigma %s",
                dataset.name(), rates.examples(), rates.features(), rates.rank(), rates.rankTolerance(), rates.gamma(),
                rates.noiseSigma()));
        if (directions != null) {
            console.printText("\n" + directions.table(header));
        }
        if (comparison != null) {
            console.printText("\n" + comparison.table(header));
        }
    }
}
