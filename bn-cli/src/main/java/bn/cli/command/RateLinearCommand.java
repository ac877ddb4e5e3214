package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.WorkProgress;
import bn.cli.option.BackendChoice;
import bn.cli.option.DatasetOptions;
import bn.cli.option.OutputFormat;
import bn.cli.option.RateOptions;
import bn.cli.view.LinearComparison;
import bn.cli.view.LinearListing;
import bn.cli.view.LinearSpectrum;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Examples;
import bn.experiments.data.RowStream;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.MomentsFile;
import bn.experiments.rate.RateChoices;
import bn.experiments.rate.TargetMoments;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.OutputFile;
import bn.theory.linear.LinearRates;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.Spectrum;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private OutputFormat format;

    @Option(names = "--spectrum", description = "Also show what batch norm does along each direction of the inputs: variances of "
            + "signal and noise, shrinkage, and the ridge that does the same to clean inputs.")
    private boolean spectrum;
    @Option(names = "--compare", description = "Also show the rates that others choose: ridge by leave-one-out, generalized "
            + "cross-validation and evidence; the data-weighted penalty by James-Stein. Reads the examples four times more.")
    private boolean compare;
    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for spectrum.csv and compare.csv; default none is written.")
    private Path out;

    @Option(names = "--moments", paramLabel = "FILE", arity = "1..*",
            description = "Instead of a data set, moments saved before or "
                    + "computed elsewhere (.npz, see docs/moments.md); those of several files are merged.")
    private List<Path> stored;
    @Option(names = "--save-moments", paramLabel = "FILE", description = "Save the moments, to be used by --moments.")
    private Path save;

    @Override
    public void run() {
        check();
        try (OutputFile target = save == null ? null : OutputFile.locked(save);
                OutputDirectory folder = out == null ? null : OutputDirectory.locked(out)) {
            if (target != null && data.files().anyMatch(target::replaces)) {
                throw new InvalidRequestException("--save-moments " + save
                        + " is a file that the examples are read from; name another");
            }
            run(target, folder);
        }
    }

    private void run(OutputFile target, OutputDirectory folder) {
        Source source = stored == null ? computed() : new Source("moments", merged(), Optional.empty());
        if (target != null) {
            MomentsFile.write(target, source.moments());
        }
        LinearListing listing = listing(source);
        if (folder != null) {
            listing.spectrum().ifPresent(all -> folder.write("spectrum.csv", all.csv()));
            listing.comparison().ifPresent(all -> folder.write("compare.csv", all.csv()));
        }
        if (format.json()) {
            console.printText(listing.json());
        } else {
            listing.print(console);
        }
    }

    private LinearListing listing(Source source) {
        Moments joint = source.moments().joint();
        List<String> names = source.moments().targetNames();
        LinearRegression regression = new LinearRegression(joint, names.size());
        LinearRates rates = regression.solveAll(rate.gamma(), rate.noiseSigma());
        Optional<LinearSpectrum> directions = spectrum
                ? Optional.of(LinearSpectrum.of(regression, names, rate.gamma(), rate.noiseSigma())) : Optional.empty();
        Optional<LinearComparison> comparison = source.examples()
                .map(examples -> new LinearComparison(names, rates, choices(examples, joint, regression.clean().spectrum())));
        return new LinearListing(source.name(), source.moments().task(), names, rates, directions, comparison);
    }

    private void check() {
        if (compare && rate.noiseSigma() > 0) {
            throw new InvalidRequestException(
                    "--compare is for the inputs as they are: leave out --noise-sigma, which adds noise to "
                            + "their covariance only");
        }
        if (compare && stored != null) {
            throw new InvalidRequestException("--compare reads the examples, which moments do not have: leave out --moments");
        }
        if (out != null && !spectrum && !compare) {
            throw new InvalidRequestException("--out needs --spectrum or --compare, which write their tables there");
        }
    }

    /**
     * Moments, and where they come from.
     *
     * @param examples in memory, if they are read again
     */
    private record Source(String name, TargetMoments moments, Optional<Examples> examples) {}

    private Source computed() {
        data.requireCovariance(folders);
        Optional<Dataset> inMemory = compare ? Optional.of(data.load(folders, console)) : Optional.empty();
        try (DatasetStream examples = inMemory.map(DatasetStream::of).orElseGet(() -> data.stream(folders));
                Backend backend = choice.open(backends, console)) {
            Moments joint = moments(backend, examples.rows());
            if (inMemory.isEmpty()) {
                DatasetOptions.note(examples.name(), examples.description().get(), console);
            }
            data.checkLimit(joint.count());
            return new Source(examples.name(), new TargetMoments(joint, examples.task(), examples.targetNames()),
                    inMemory.map(Dataset::train));
        }
    }

    private Moments moments(Backend backend, RowStream rows) {
        try (WorkProgress progress = new WorkProgress("covariance", rows.features() + " features", console, interruption)) {
            return new JointMoments(backend).of(rows, progress);
        }
    }

    private TargetMoments merged() {
        String typed = DatasetOptions.typed(spec);
        if (!typed.isEmpty()) {
            throw new InvalidRequestException("--moments takes the place of a data set; leave out " + typed
                    + ", or save the data set's moments by --save-moments first");
        }
        BackendChoice.given(spec)
                .ifPresent(option -> console.note("Note: " + option + " has no effect: moments leave nothing for a "
                        + "backend to compute."));
        TargetMoments sum = null;
        List<String> read = new ArrayList<>();
        for (Path file : stored) {
            TargetMoments part = MomentsFile.read(file);
            sum = sum == null ? part : sum.merge(part, file.toString());
            read.add(MomentsFile.description(file, part));
        }
        read.forEach(line -> console.note("Read " + line));
        return sum;
    }

    private List<RateChoices> choices(Examples examples, Moments joint, Spectrum inputs) {
        try (WorkProgress progress = new WorkProgress("leave-one-out", examples.count() + " examples, 4 times", console,
                interruption)) {
            return RateChoices.of(examples, joint, inputs, progress);
        }
    }
}
