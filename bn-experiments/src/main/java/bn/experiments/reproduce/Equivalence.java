package bn.experiments.reproduce;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.SoftmaxRates;
import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.Verdict;
import bn.experiments.report.XyChart;
import bn.theory.optimize.Progress;
import bn.theory.softmax.SoftmaxRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** T7: the rates that batch norm tuned, put in as constants without batch norm, give the same solution. */
final class Equivalence implements Experiment {
    private static final double GAMMA = 1;
    private static final double BAR = 1e-5;
    private static final String TITLE = "T7 equivalence";
    private static final String STATEMENT = "the rates that batch norm tuned, put in as constants without it, give the same "
            + "solution";

    @Override
    public String name() {
        return "equivalence";
    }

    @Override
    public List<Section> run(Conditions conditions) {
        Examples train = conditions.pooled().train();
        Examples examples = train.limit(conditions.scale().choose(2000, 10000));
        Moments joint = new JointMoments(conditions.backend()).of(examples);
        // One list for each minimization; the last is the explicit problem's.
        List<List<Double>> norms = new ArrayList<>();
        Progress progress = (iteration, value, norm) -> {
            if (iteration == 0) {
                norms.add(new ArrayList<>());
            }
            norms.get(norms.size() - 1).add(norm);
            // Nobody knows how many iterations it takes; the gradient norm says how far it is, from 1 to 1e-10.
            double share = Math.min(1, Math.max(0, -Math.log10(norm) / 10));
            conditions.progress().at((share + Math.min(1, norms.size() - 1)) / 2,
                    String.format(Locale.ROOT, "iteration %d, gradient norm %.1e", iteration, norm));
        };
        SoftmaxRate rate = SoftmaxRates.solve(conditions.backend(), examples, joint, GAMMA, progress);
        return List.of(section(rate, examples, conditions.dataset().classNames(), norms));
    }

    private static Section section(SoftmaxRate rate, Examples examples, List<String> classes, List<List<Double>> norms) {
        String least = "the smallest λ is " + NumberText.of(Arrays.stream(rate.lambda()).min().orElseThrow());
        Claim claim;
        if (!rate.certificate().holds()) {
            claim = new Claim(TITLE, STATEMENT, least, "every λ at least 0", Verdict.NOT_APPLICABLE);
        } else if (!rate.converged()) {
            claim = new Claim(TITLE, STATEMENT, "gradient norms " + NumberText.of(rate.batchNorm().gradientNorm()) + " and "
                    + NumberText.of(rate.explicit().orElseThrow().gradientNorm()), "both problems solved to 1e-8", Verdict.NOT_SUPPORTED);
        } else {
            claim = Verdicts.atMost(TITLE, STATEMENT, "relative difference of v", rate.relativeDifference(), BAR);
        }
        BarChart rates = new BarChart("Rate that batch norm tuned for each class", "class", "λ", classes,
                List.of(new BarChart.Bars("λ", Arrays.stream(rate.lambda()).boxed().toList())), List.of());
        return new Section("Equivalence: softmax regression with and without batch norm", List.of(
                "Softmax regression with batch-normalized outputs (γ = " + GAMMA + " fixed, β free, full batch of "
                + examples.count() + " examples, ε 0, float64) is solved through the backend's batch-norm kernels, and "
                + "λₖ = -(∂L/∂γₖ) / γ read off at the optimum. Then the explicit problem without any batch norm, the "
                + "cross-entropy plus the sum of (λₖ / 2) vₖ·Svₖ with these constants, is solved from v = 0.",
                "Cross-entropy at the two optima: " + NumberText.of(rate.batchNorm().loss())
                + rate.explicit().map(solution -> " and " + NumberText.of(solution.loss())).orElse("") + ". " + least + "."),
                List.of(claim), List.of(Figure.of(rates), Figure.of(convergence(norms, rate.certificate().holds()))));
    }

    private static XyChart convergence(List<List<Double>> norms, boolean explicitToo) {
        int tuned = explicitToo ? norms.size() - 1 : norms.size();
        List<Series> series = new ArrayList<>(List.of(curve("with batch norm", norms.subList(0, tuned))));
        if (explicitToo) {
            series.add(curve("explicit", norms.subList(tuned, norms.size())));
        }
        return new XyChart("Gradient norm of both problems over the iterations of L-BFGS", Axis.linear("iteration"),
                Axis.log("gradient norm"), series, List.of());
    }

    private static Series curve(String name, List<List<Double>> norms) {
        double[] values = norms.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
        return Series.of(name, Series.Style.LINE, IntStream.range(0, values.length).asDoubleStream().toArray(), values);
    }
}
