package bn.cli.command;

import bn.api.BnException;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.cli.console.WorkProgress;
import bn.cli.option.BackendChoice;
import bn.cli.option.DatasetOptions;
import bn.cli.option.OptionValues;
import bn.cli.option.OutputFormat;
import bn.cli.option.RateOptions;
import bn.cli.view.SoftmaxListing;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.rate.InputNoise;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.SoftmaxRates;
import bn.experiments.result.Json;
import bn.theory.optimize.Progress;
import bn.theory.softmax.SoftmaxRate;
import jakarta.inject.Inject;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn rate softmax}. */
@Command(name = "softmax", description = {
        "The rates of softmax regression with batch-normalized outputs, and the check of T7.",
        "Solves the problem with batch norm (population statistics, eps 0, gamma fixed, beta free, full batch, float64), reads "
                + "the rate of each class off, solves the problem without batch norm with these rates as constants, and compares."})
public final class RateSoftmaxCommand implements Runnable {
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

    @Option(names = "--noise-seed", paramLabel = "N", description = "Seed of the noise, which is drawn once for "
            + "each example, since this model has no population form; default 1.")
    private Long noiseSeed;

    @Override
    public void run() {
        double gamma = rate.gamma();
        double noiseSigma = rate.noiseSigma();
        long seed = OptionValues.noiseSeed(noiseSeed, noiseSigma);
        data.requireCovariance(folders);
        Dataset dataset = data.load(folders, console);
        Examples clean = DatasetOptions.classified(dataset);
        Examples examples = noiseSigma > 0 ? InputNoise.on(clean, noiseSigma, seed) : clean;
        try (Backend backend = choice.open(backends, console)) {
            Moments joint = moments(backend, examples);
            ProgressBar bar = new ProgressBar(console, "solving");
            SoftmaxRate solved = SoftmaxRates.solve(backend, examples, joint, gamma, progress(bar));
            bar.close();
            if (!solved.converged()) {
                throw new BnException("the problem was not solved to a gradient of 1e-8: it ended at "
                        + solved.batchNorm().gradientNorm() + "; use more examples or a smaller gamma");
            }
            if (solved.relativeDifference() > solved.differenceBound()) {
                throw new BnException("the two solutions differ by " + solved.relativeDifference() + " of v, more than the "
                        + solved.differenceBound()
                        + " that their gradient norms allow: T7 does not hold here; please report this");
            }
            SoftmaxListing listing = SoftmaxListing.of(solved, noiseSigma, examples);
            if (format.json()) {
                console.printText(Json.text(listing));
            } else {
                listing.print(dataset, console);
            }
        }
    }

    private Moments moments(Backend backend, Examples examples) {
        try (WorkProgress progress = new WorkProgress("covariance", examples.features() + " features", console, interruption)) {
            return new JointMoments(backend).of(examples.stream(), progress);
        }
    }

    private Progress progress(ProgressBar bar) {
        return (iteration, value, norm) -> {
            interruption.check("nothing was written");
            double fraction = Math.min(1, Math.max(0, -Math.log10(norm) / 10));
            bar.show(fraction, 1, String.format(Locale.ROOT, "iteration %d, gradient %.1e", iteration, norm));
        };
    }
}
