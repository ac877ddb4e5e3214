package bn.experiments.reproduce;

import bn.experiments.data.Examples;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rate against the number of training examples: with few of them more is explained by chance. */
final class ExampleNumber {
    private final ClosedFormRates rates;

    ExampleNumber(ClosedFormRates rates) {
        this.rates = rates;
    }

    Finding run(Examples all, Progress progress) {
        int[] sizes = sizes(all);
        double[] lambda = new double[sizes.length];
        double[] rSquared = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            progress.at((double) i / sizes.length, sizes[i] + " examples");
            ClosedFormRates.Result result = rates.of(all.limit(sizes[i]));
            lambda[i] = result.meanLambda();
            rSquared[i] = ClosedFormRates.mean(result.rates().rSquared());
        }
        double[] x = Arrays.stream(sizes).asDoubleStream().toArray();
        XyChart chart = new XyChart("Rate and explained share against the number of training examples, mean of the classes",
                Axis.log("training examples"), Axis.linearFromZero("λ, R²"),
                List.of(Series.of("λ", Series.Style.LINE_AND_MARKERS, x, lambda),
                        Series.of("R²", Series.Style.LINE_AND_MARKERS, x, rSquared)), List.of());
        return new Finding(List.of(Verdicts.falling("T4 number of examples",
                "the more examples, the lower the rate: less is explained by chance", "mean λ", lambda)), Figure.of(chart));
    }

    /** From twice the number of features on, doubling. */
    private static int[] sizes(Examples all) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 2 * all.features(); size < all.count(); size *= 2) {
            sizes.add(size);
        }
        sizes.add(all.count());
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
