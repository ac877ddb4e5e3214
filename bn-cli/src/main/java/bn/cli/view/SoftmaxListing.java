package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.theory.softmax.OptimalityCertificate;
import bn.theory.softmax.SoftmaxRate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The results of {@code bn rate softmax}: text, and as a record the JSON.
 *
 * @param loss with batch norm
 * @param gradientNorm with batch norm
 * @param explicit the problem without batch norm; null if the certificate does not hold
 */
public record SoftmaxListing(double[] lambda, double loss, double gradientNorm, OptimalityCertificate certificate,
        Explicit explicit, int rank,
        double gamma, double noiseSigma, int examples, int features) {

    /** The solution without batch norm, compared with that with batch norm. The bound is NaN if a rate is 0. */
    public record Explicit(double relativeDifference, double differenceBound, double loss, double gradientNorm) {}

    /** The results for examples, to which noise may have been added. */
    public static SoftmaxListing of(SoftmaxRate solved, double noiseSigma, Examples examples) {
        return new SoftmaxListing(solved.lambda(), solved.batchNorm().loss(), solved.batchNorm().gradientNorm(),
                solved.certificate(),
                solved.explicit().map(e -> new Explicit(solved.relativeDifference(), solved.differenceBound(), e.loss(),
                        e.gradientNorm())).orElse(null),
                solved.rank(), solved.gamma(), noiseSigma, examples.count(), examples.features());
    }

    /** Prints the rate of each class, and what the certificate and the comparison say. */
    public void print(Dataset dataset, Console console) {
        TextTable table = new TextTable("class", "lambda");
        for (int k = 0; k < lambda.length; k++) {
            table.row(dataset.classNames().get(k), RateNumbers.significant(lambda[k]));
        }
        console.print(table.toString());
        console.print(String.format(Locale.ROOT, "with batch norm:    cross-entropy %s, gradient norm %.1e",
                RateNumbers.significant(loss), gradientNorm));
        console.print(certificate(dataset));
        console.print(explicit == null ? "without, same rates: no minimum exists, so nothing was compared"
                : String.format(Locale.ROOT, "without, same rates: cross-entropy %s, relative difference of v %.1e%s",
                        RateNumbers.significant(explicit.loss()), explicit.relativeDifference(), bound()));
        console.print(
                String.format(Locale.ROOT, "%s: %d examples, %d features, rank %d; gamma %s", dataset.name(), examples, features,
                        rank, gamma));
    }

    private String bound() {
        double bound = explicit.differenceBound();
        if (!Double.isNaN(bound)) {
            return String.format(Locale.ROOT, " (at most %.1e by the gradient norms)", bound);
        }
        return certificate.unique() ? "\nA lambda is 0, so the gradient norms do not bound the difference." : "";
    }

    private String certificate(Dataset dataset) {
        if (certificate.holds()) {
            return "certificate: holds: no lambda is negative, so this is a global minimum with batch norm"
                    + (certificate.unique() ? "" : "\nAll lambda are 0 up to " + certificate.resolution()
                            + ": v is compared up to a vector that all classes share.");
        }
        String negative = Arrays.stream(certificate.negative()).mapToObj(k -> dataset.classNames().get(k))
                .collect(Collectors.joining(", "));
        return "certificate: does not hold: lambda is negative for " + negative + "\n"
                + "With a negative rate the problem without batch norm is not convex and has no minimum. The point found is\n"
                + "stationary; whether it is a global minimum with batch norm is not known. Try a smaller --gamma.";
    }
}
