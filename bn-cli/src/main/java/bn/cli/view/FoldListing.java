package bn.cli.view;

import static bn.cli.view.RateNumbers.number;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.Task;
import bn.experiments.fold.FoldedRates;
import bn.experiments.fold.OutputComparison;
import bn.experiments.rate.RootMeanSquare;
import bn.experiments.train.Evaluation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of {@code bn fold}: text, and as a record the JSON. Outputs and scores are those of the test examples, or of the training
 * examples if there are no others.
 */
public record FoldListing(FoldedRates rates, int rateExamples, double rateNoiseSigma, int comparedExamples,
        OutputComparison comparison) {

    /** Prints the rates of each layer, and the outputs before and after. */
    public void print(Architecture architecture, Optional<Dataset> dataset, Path file, Console console) {
        if (dataset.isPresent()) {
            printRates(architecture, dataset.get(), console);
            print(comparison, dataset.get().task() == Task.CLASSIFICATION, console);
        } else {
            console.print("folded without rates; outputs on " + comparedExamples + " random inputs (standard normal)");
            printDifference(comparison, console);
        }
        console.print("The folded network is in " + file);
    }

    private void printRates(Architecture architecture, Dataset dataset, Console console) {
        TextTable table = new TextTable("layer", "units", "lambda mean", "rms", "least", "largest", "alpha mean");
        for (int i = 0; i < rates.lambda().size(); i++) {
            var lambda = Arrays.stream(rates.lambda().get(i)).summaryStatistics();
            table.row(architecture.label(rates.layers().get(i)), String.valueOf(lambda.getCount()), number(lambda.getAverage()),
                    number(RootMeanSquare.of(rates.lambda().get(i))), number(lambda.getMin()), number(lambda.getMax()),
                    number(Arrays.stream(rates.alpha().get(i)).average().orElse(Double.NaN)));
        }
        console.print(table.toString());
        console.print(String.format(Locale.ROOT, "%s: rates on %d training examples as one batch, noise sigma %s; outputs "
                + "on %d examples", dataset.name(), rateExamples, rateNoiseSigma, comparedExamples));
    }

    /** Prints the outputs of two networks. */
    static void print(OutputComparison comparison, boolean classes, Console console) {
        printDifference(comparison, console);
        console.print("before: " + score(comparison.first(), classes));
        console.print("after:  " + score(comparison.second(), classes));
    }

    private static void printDifference(OutputComparison comparison, Console console) {
        console.print(String.format(Locale.ROOT, "largest difference of an output %.2e (largest output %.3g)",
                comparison.largestDifference(), comparison.largestOutput()));
    }

    private static String score(Evaluation score, boolean classes) {
        return "loss " + RateNumbers.significant(score.loss())
                + (classes ? String.format(Locale.ROOT, ", accuracy %.3f %%", 100 * score.accuracy()) : "");
    }
}
