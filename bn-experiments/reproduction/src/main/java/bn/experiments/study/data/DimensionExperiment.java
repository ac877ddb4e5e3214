package bn.experiments.study.data;

import bn.experiments.data.Examples;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Condition;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Split;
import bn.experiments.study.SubExperiment;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import java.util.ArrayList;
import java.util.List;

/** The rate of the inputs' first principal components, against their number. */
final class DimensionExperiment implements SubExperiment {
    private static final int FEWEST = 5;

    @Override
    public String name() {
        return "dimension";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).cost(1 / 2.0, 4 / 2.0).measure(DimensionExperiment::measure);
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(1000, 5000));
    }

    /** Doubling, then all. */
    private static List<Integer> dimensions(int rank) {
        List<Integer> dimensions = new ArrayList<>();
        for (int k = FEWEST; k < rank; k *= 2) {
            dimensions.add(k);
        }
        dimensions.add(rank);
        return dimensions;
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Examples examples = Split.draw(context.pooled(), examples(context.protocol()), 0, at.seed()).train();
        ClosedForm base = ClosedForm.of(context.backend(), examples);
        for (int dimension : dimensions(base.inputs().rank())) {
            context.check();
            ClosedForm form = ClosedForm.of(context.backend(), PrincipalComponents.of(examples, base.spectrum(), dimension));
            double[] expected = explained(base, dimension);
            // All components are one level, that of the number of features, as the ranks of samples differ.
            Recorder here = recorder.with("level", dimension == base.inputs().rank() ? base.features() : dimension);
            here.record("lambda", form.meanLambda());
            here.record("alpha", form.meanAlpha());
            here.record("R2", form.mean(k -> form.explained()[k] / form.variance(k)));
            here.record("expected", form.meanLambda(k -> expected[k]));
            here.record("error", form.relativeError(expected) / base.rounding());
        }
    }

    /** sum over the first components of c_j^2 / s_j, for each class. */
    static double[] explained(ClosedForm base, int dimension) {
        double[] explained = new double[base.classes()];
        for (int k = 0; k < explained.length; k++) {
            double[] c = base.spectrum().covariances(base.covariances(k));
            for (int j = 0; j < dimension; j++) {
                explained[k] += c[j] * c[j] / base.spectrum().value(j);
            }
            explained[k] = Double.isNaN(base.explained()[k]) ? Double.NaN : explained[k];
        }
        return explained;
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<String> levels = results.levels("level");
        Estimate few = results.where("level", levels.get(0)).each("lambda").estimate();
        Estimate all = results.where("level", levels.get(levels.size() - 1)).each("lambda").estimate();
        return new Findings(List.of("Dimension: the same regression on the projections of " + examples(protocol) + " examples on "
                + "their first k principal components, computed anew from the projected examples. By T4 the components of the "
                + "whole data add up: (1 + λ)² γ² = Σ cⱼ² / sⱼ over the first k, with sⱼ the variance along component j and cⱼ "
                + "the covariance with the label. The point on the right has all components."),
                List.of(evidence.judge("dimension", results.largest("error").largest())),
                List.of(Figure.of(new XyChart("Rate against the number of principal components", Axis.log("components"),
                        Axis.linear("λ"), List.of(
                                results.series("sum over components", Series.Style.LINE, "level", "expected").inGroup("λ"),
                                results.series("on projected examples", Series.Style.MARKERS, "level", "lambda").inGroup("λ")),
                        List.of()))),
                List.of("With " + levels.get(0) + " components λ is " + few.text() + ", with all of them " + all.text()
                        + (all.least() > few.most() ? ": directions in which the inputs tell something of the label add to it."
                                : ".")));
    }
}
