package bn.cli.command;

import bn.api.Moments;
import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.TextTable;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Task;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.rate.MomentsFile;
import bn.experiments.rate.TargetMoments;
import bn.experiments.result.Json;
import bn.theory.linear.LinearRates;
import bn.theory.linear.LinearRegression;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bn rate linear}. */
@Command(name = "linear", description = {
    "The rate of batch-normalized linear regression, in closed form (T4, T6).",
    "Each class is regressed on its centred 0/1 target (a regression data set: on its number). lambda is the rate of the "
    + "penalty (lambda/2) v.Sv, alpha the plain L2 rate that pulls as hard, with its signal and noise part. Float64; biased "
    + "covariance of the training examples; noise enters in its population form S + sigma^2 I. Files of the kinds csv and "
    + "npy are read row by row, and may be larger than memory."})
public final class RateLinearCommand implements Runnable {
    private static final List<String> DATA = List.of("--dataset", "--file", "--limit");

    @Spec
    private CommandSpec spec;
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

    @Option(names = "--moments", paramLabel = "FILE", arity = "1..*", description = "Instead of a data set, moments saved "
            + "before or computed elsewhere (.npz, see docs/moments.md); those of several files are merged.")
    private List<Path> stored;
    @Option(names = "--save-moments", paramLabel = "FILE", description = "Save the moments, to be used by --moments.")
    private Path save;

    @Override
    public void run() {
        double gamma = rate.gamma();
        double noiseSigma = rate.noiseSigma();
        Source source = stored == null ? computed() : new Source("moments", merged());
        if (save != null) {
            MomentsFile.write(save, source.moments());
        }
        LinearRates rates = new LinearRegression(source.moments().joint(), source.moments().targetNames().size())
                .solveAll(gamma, noiseSigma);
        if (format.json()) {
            console.printText(Json.text(rates));
        } else {
            print(source, rates);
        }
    }

    /** Moments, and where they come from. */
    private record Source(String name, TargetMoments moments) { }

    private Source computed() {
        try (DatasetStream examples = data.stream(folders); Backend backend = choice.open(backends, console)) {
            Moments joint = RateOptions.moments(backend, examples.rows(), console, interruption);
            return new Source(examples.name(),
                    new TargetMoments(joint, examples.task(), examples.targetNames(), Optional.empty()));
        }
    }

    private TargetMoments merged() {
        if (DATA.stream().anyMatch(spec.commandLine().getParseResult()::hasMatchedOption)) {
            throw new UsageException("--moments takes the place of a data set; leave out " + String.join(", ", DATA)
                    + ", or save the data set's moments by --save-moments first");
        }
        TargetMoments sum = MomentsFile.read(stored.get(0));
        for (Path file : stored.subList(1, stored.size())) {
            sum = sum.merge(MomentsFile.read(file), file.toString());
        }
        return sum;
    }

    private void print(Source source, LinearRates rates) {
        TextTable table = new TextTable(source.moments().task() == Task.CLASSIFICATION ? "class" : "target",
                "lambda", "R^2", "alpha", "signal part", "noise part");
        for (int k = 0; k < rates.lambda().length; k++) {
            table.row(source.moments().targetNames().get(k), fixed(rates.lambda()[k]), fixed(rates.rSquared()[k]),
                    significant(rates.alpha()[k]), significant(rates.alphaSignal()[k]), significant(rates.alphaNoise()[k]));
        }
        console.print(table.toString());
        console.print(String.format(Locale.ROOT, "%s: %d examples, %d features, rank %d (tolerance %.3g); gamma %s, noise sigma %s",
                source.name(), rates.examples(), rates.features(), rates.rank(), rates.rankTolerance(), rates.gamma(),
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
