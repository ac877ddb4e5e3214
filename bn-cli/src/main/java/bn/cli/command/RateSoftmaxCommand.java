package bn.cli.command;

import bn.api.BnException;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.cli.console.TextTable;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.rate.InputNoise;
import bn.experiments.rate.SoftmaxRates;
import bn.experiments.result.Json;
import bn.theory.optimize.Progress;
import bn.theory.softmax.OptimalityCertificate;
import bn.theory.softmax.SoftmaxRate;
import bn.theory.softmax.SoftmaxSolution;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
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
    private Format format;

    @Option(names = "--noise-seed", paramLabel = "N", description = "Seed of the noise, which is drawn once for "
            + "each example, since this model has no population form; default 1.")
    private Long noiseSeed;

    /** What is printed as JSON. */
    record Listing(double[] lambda, double loss, double gradientNorm, OptimalityCertificate certificate, Explicit explicit,
            int rank, double gamma, double noiseSigma, int examples, int features) { }

    /** The problem without batch norm; null in the listing where the certificate does not hold. The bound is NaN if a rate is 0. */
    record Explicit(double relativeDifference, double differenceBound, double loss, double gradientNorm) { }

    @Override
    public void run() {
        double gamma = rate.gamma();
        double noiseSigma = rate.noiseSigma();
        long seed = RateOptions.noiseSeed(noiseSeed, noiseSigma);
        data.requireCovariance(folders);
        Dataset dataset = data.load(folders, console);
        Examples clean = RateOptions.classified(dataset);
        Examples examples = noiseSigma > 0 ? InputNoise.on(clean, noiseSigma, seed) : clean;
        try (Backend backend = choice.open(backends, console)) {
            Moments joint = RateOptions.moments(backend, examples.stream(), console, interruption);
            ProgressBar bar = new ProgressBar(console, "solving");
            SoftmaxRate solved = SoftmaxRates.solve(backend, examples, joint, gamma, progress(bar));
            bar.close();
            if (!solved.converged()) {
                throw new BnException("the problem was not solved to a gradient of 1e-8: it ended at "
                        + solved.batchNorm().gradientNorm() + "; use more examples or a smaller gamma");
            }
            if (solved.relativeDifference() > solved.differenceBound()) {
                throw new BnException("the two solutions differ by " + solved.relativeDifference() + " of v, more than the "
                        + solved.differenceBound() + " that their gradient norms allow: T7 does not hold here; please report this");
            }
            Listing listing = listing(solved, noiseSigma, examples);
            if (format.json()) {
                console.printText(Json.text(listing));
            } else {
                print(dataset, listing);
            }
        }
    }

    private Progress progress(ProgressBar bar) {
        return (iteration, value, norm) -> {
            if (interruption.requested()) {
                throw new CancellationException("interrupted; nothing was written");
            }
            double share = Math.min(1, Math.max(0, -Math.log10(norm) / 10));
            bar.show(share, 1, String.format(Locale.ROOT, "iteration %d, gradient %.1e", iteration, norm));
        };
    }

    private static Listing listing(SoftmaxRate solved, double noiseSigma, Examples examples) {
        Optional<SoftmaxSolution> explicit = solved.explicit();
        return new Listing(solved.lambda(), solved.batchNorm().loss(), solved.batchNorm().gradientNorm(), solved.certificate(),
                explicit.map(e -> new Explicit(solved.relativeDifference(), solved.differenceBound(), e.loss(), e.gradientNorm())).orElse(null),
                solved.rank(), solved.gamma(), noiseSigma, examples.count(), examples.features());
    }

    private void print(Dataset dataset, Listing listing) {
        TextTable table = new TextTable("class", "lambda");
        for (int k = 0; k < listing.lambda().length; k++) {
            table.row(dataset.classNames().get(k), RateNumbers.significant(listing.lambda()[k]));
        }
        console.print(table.toString());
        console.print(String.format(Locale.ROOT, "with batch norm:    cross-entropy %s, gradient norm %.1e",
                RateNumbers.significant(listing.loss()), listing.gradientNorm()));
        console.print(certificate(dataset, listing));
        console.print(listing.explicit() != null
                ? String.format(Locale.ROOT, "without, same rates: cross-entropy %s, relative difference of v %.1e%s",
                        RateNumbers.significant(listing.explicit().loss()), listing.explicit().relativeDifference(),
                        bound(listing))
                : "without, same rates: no minimum exists, so nothing was compared");
        console.print(String.format(Locale.ROOT, "%s: %d examples, %d features, rank %d; gamma %s", dataset.name(),
                listing.examples(), listing.features(), listing.rank(), listing.gamma()));
    }

    private static String bound(Listing listing) {
        double bound = listing.explicit().differenceBound();
        if (!Double.isNaN(bound)) {
            return String.format(Locale.ROOT, " (at most %.1e by the gradient norms)", bound);
        }
        return listing.certificate().unique() ? "\nA lambda is 0, so the gradient norms do not bound the difference." : "";
    }

    private static String certificate(Dataset dataset, Listing listing) {
        if (listing.certificate().holds()) {
            return "certificate: holds: no lambda is negative, so this is a global minimum with batch norm"
                    + (listing.certificate().unique() ? "" : "\nAll lambda are 0 up to " + listing.certificate().resolution()
                    + ": v is compared up to a vector that all classes share.");
        }
        String negative = Arrays.stream(listing.certificate().negative())
                .mapToObj(k -> dataset.classNames().get(k)).collect(Collectors.joining(", "));
        return "certificate: does not hold: lambda is negative for " + negative + "\n"
                + "With a negative rate the problem without batch norm is not convex and has no minimum. The point found is\n"
                + "stationary; whether it is a global minimum with batch norm is not known. Try a smaller --gamma.";
    }
}
