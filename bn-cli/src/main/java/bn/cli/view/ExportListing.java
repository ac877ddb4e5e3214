package bn.cli.view;

import bn.api.BnException;
import bn.api.kernel.VarianceEstimator;
import bn.cli.console.Console;
import bn.experiments.model.CheckpointFacts;
import bn.experiments.model.ModelExport;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The results of {@code bn export}: text, and as a record the JSON.
 *
 * @param file that was written
 * @param format its format
 * @param opset the version of ONNX's operators; null in formats without operators
 * @param dtype of the parameters, {@code f32} or {@code f64}
 * @param layers number of linear maps
 * @param batchNormalizations number of batch normalizations
 * @param runningVariance which estimate the running variances are averages of, {@code biased} or {@code unbiased}; null if that is not
 *     known, or there are none
 * @param bytes size of the file
 */
public record ExportListing(String file, String format, Integer opset, String dtype, int layers, int batchNormalizations,
        String runningVariance, long bytes) {

    /** What was written to a file. */
    public static ExportListing of(Path file, String format, ModelExport network, OptionalInt opset, CheckpointFacts facts) {
        String variance = facts.runningVariance().filter(any -> network.normalizations() > 0)
                .map(estimator -> estimator.name().toLowerCase(Locale.ROOT)).orElse(null);
        try {
            return new ExportListing(file.toString(), format, opset.isPresent() ? opset.getAsInt() : null,
                    network.dtype().label(),
                    network.architecture().layers(), network.normalizations(), variance, Files.size(file));
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }

    /** What the training of the network was like that the file does not hold. */
    public static List<String> notes(CheckpointFacts facts) {
        return facts.images()
                .map(images -> "the network was trained on images of (pixel - mean) / deviation, with pixels from 0 to 1, mean "
                        + images.mean() + " and deviation " + images.deviation()
                        + "; the file does not hold this, so give it images that are normalized so")
                .stream().toList();
    }

    /** Prints it. */
    public void print(Console console) {
        console.print(
                String.format(Locale.ROOT, "%s: %s%s, %s, %,d linear maps, %,d batch normalizations, %,d bytes", file, format,
                        opset == null ? "" : " with operators of version " + opset, dtype, layers, batchNormalizations, bytes));
        if (runningVariance != null) {
            boolean unbiased = runningVariance.equals(VarianceEstimator.UNBIASED.name().toLowerCase(Locale.ROOT));
            console.print("The running variances are averages of " + (unbiased ? "unbiased variances, as in PyTorch."
                    : "biased variances; PyTorch's are unbiased. They were not changed: outputs are the same."));
        }
    }
}
