package bn.experiments.study.data;

import bn.experiments.data.Examples;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Condition;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import bn.experiments.study.Split;
import bn.experiments.study.SubExperiment;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The closed-form rate against the fraction of labels that are replaced by random ones, and what the clean data predict. */
final class LabelNoiseExperiment implements SubExperiment {
    private static final Factor<Integer> SIZE = Factor.of("inputs", size -> size + " examples");
    static final List<Double> FRACTIONS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(SIZE, sizes(protocol)).cost(1 / 2.0, 3 / 2.0).measure(LabelNoiseExperiment::measure);
    }

    private static List<Integer> sizes(Protocol protocol) {
        int most = Math.min(protocol.data().train(), protocol.choose(2000, 5000));
        return List.of(most / 4, most);
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Examples examples = Split.draw(context.pooled(), at.get(SIZE), 0, at.seed()).train();
        ClosedForm clean = ClosedForm.of(context.backend(), examples);
        LabelNoise law = new LabelNoise(examples, clean);
        for (double fraction : FRACTIONS) {
            context.check();
            ClosedForm form = ClosedForm.of(context.backend(), LabelNoise.draw(examples, fraction, at.seed()));
            Recorder here = recorder.with("level", fraction);
            here.record("lambda", form.meanLambda());
            here.record("expected", form.meanLambda(k -> law.explained(k, fraction)));
            here.record("R2", form.mean(k -> form.explained()[k] / form.variance(k)));
            if (fraction > 0) {
                here.record("error", IntStream.range(0, form.classes()).filter(k -> !Double.isNaN(form.explained()[k]))
                        .mapToDouble(k -> Math.abs(form.explained()[k] - law.explained(k, fraction)) / law.deviation(k, fraction))
                        .max()
                        .orElse(Double.NaN));
            }
        }
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        List<Series> series = new ArrayList<>();
        for (String size : results.levels("inputs")) {
            Results those = results.where("inputs", size);
            series.add(those.series(size + ", predicted", Series.Style.LINE, "level", "expected").inGroup(size));
            series.add(those.series(size, Series.Style.MARKERS, "level", "lambda").inGroup(size));
        }
        List<String> sizes = results.levels("inputs");
        Results most = results.where("inputs", sizes.get(sizes.size() - 1));
        Sample fall = most.where("level", FRACTIONS.get(0)).each("lambda")
                .minus(most.where("level", FRACTIONS.get(FRACTIONS.size() - 1)).each("lambda"));
        return new Findings(List.of("Label noise: each label is replaced with probability p by one of all classes, each as "
                + "likely. From the clean data alone, (1 + λ)² γ² = (1 − p)² q + Σ vᵢ hᵢ / n in expectation, with q its value at "
                + "p = 0, vᵢ the variance that the draw gives to label i and hᵢ the leverage of its inputs (Σ hᵢ is the rank). "
                + "The last term is explained by chance. The standard deviation over draws follows from the same numbers."),
                List.of(evidence.judge("labels-law", results.largest("error").largest()),
                        evidence.judge("labels-fall", fall.map(value -> -value).estimate())),
                List.of(Figure.of(new XyChart("Rate against the fraction of labels that are random",
                        Axis.linear("fraction p of labels replaced"),
                        Axis.linear("λ"), series, List.of()))),
                List.of("On " + sizes.get(sizes.size() - 1) + " λ falls by " + fall.estimate().text() + " when all labels become "
                        + "random. What then is left of 1 + λ, "
                        + most.where("level", FRACTIONS.get(FRACTIONS.size() - 1)).each("lambda")
                                .map(value -> 1 + value).estimate().text()
                        + " times γ, is chance alone."));
    }
}
