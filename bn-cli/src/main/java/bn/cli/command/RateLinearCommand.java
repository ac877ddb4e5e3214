package bn.cli.command;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.TextTable;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.result.Json;
import bn.theory.linear.LinearRates;
import bn.theory.linear.LinearRegression;
import jakarta.inject.Inject;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Override
    public void run() {
        double gamma = rate.gamma();
        double noiseSigma = rate.noiseSigma();
        Dataset dataset = data.load(folders);
        Examples examples = dataset.train();
        try (Backend backend = choice.open(backends, console)) {
            Moments joint = RateOptions.moments(backend, examples, console, interruption);
            LinearRates rates = new LinearRegression(joint, examples.targets()).solveAll(gamma, noiseSigma);
            if (format.json()) {
                console.printText(Json.text(rates));
            } else {
                print(dataset, rates);
            }
        }
    }

    private void print(Dataset dataset, LinearRates rates) {
        boolean classes = dataset.task() == Task.CLASSIFICATION;
        TextTable table = new TextTable(classes ? "class" : "target", "lambda", "R^2", "alpha", "signal part", "noise part");
        for (int k = 0; k < rates.lambda().length; k++) {
            table.row(classes ? dataset.classNames().get(k) : dataset.target(), fixed(rates.lambda()[k]), fixed(rates.rSquared()[k]),
                    significant(rates.alpha()[k]), significant(rates.alphaSignal()[k]), significant(rates.alphaNoise()[k]));
        }
        console.print(table.toString());
        console.print(String.format(Locale.ROOT, "%s: %d examples, %d features, rank %d (tolerance %.3g); gamma %s, noise sigma %s",
                dataset.name(), rates.examples(), rates.features(), rates.rank(), rates.rankTolerance(), rates.gamma(),
                rates.noiseSigma()));
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    /** Equivalent L2 rates spread over powers of ten. */
    private static String significant(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
    }
}
