package bn.cli.view;

import bn.cli.console.Console;
import bn.experiments.data.Dataset;
import bn.experiments.data.Task;
import bn.experiments.fold.OutputComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The results of {@code bn unfold}: text, and as a record the JSON.
 *
 * @param layers the layers that got a normalization
 * @param eps of the normalizations
 * @param examples number of examples whose statistics they have
 * @param comparedExamples number of examples that the outputs were compared on: the test examples, or if there are none the
 *     training examples
 * @param comparison of the outputs before and after
 */
public record UnfoldListing(List<String> layers, double eps, int examples, int comparedExamples, OutputComparison comparison) {

    /** Prints what was done, and the outputs before and after. */
    public void print(Dataset dataset, Path file, Console console) {
        console.print(String.format(Locale.ROOT,
                "%d layers got batch norm with eps %s and the statistics of %d examples of %s: %s; "
                        + "outputs on %d examples",
                layers.size(), eps, examples, dataset.name(), String.join(", ", layers), comparedExamples));
        FoldListing.print(comparison, dataset.task() == Task.CLASSIFICATION, console);
        console.print("The network with batch norm is in " + file);
    }
}
