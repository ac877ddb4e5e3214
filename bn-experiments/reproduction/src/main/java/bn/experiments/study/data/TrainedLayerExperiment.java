package bn.experiments.study.data;

import bn.experiments.data.Examples;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Condition;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A layer trained by gradient steps: the rate read off its gradients (T3) against that of the closed form (T4). */
final class TrainedLayerExperiment implements SubExperiment {
    private static final String FULL = "full batches, whitened inputs";
    private static final String MINI = "batches of 128, inputs as they are";

    private static final String LABEL_NOISE = "label noise";
    private static final String EXAMPLES = "examples";
    private static final String COMPONENTS = "components";
    private static final Factor<Change> CHANGE = Factor.of("inputs", Change::of).and("level", Change::level);

    /** A change of the data. */
    private record Change(String of, double level) {}

    private static List<Change> changes(Protocol protocol) {
        Stream<Change> labels = Stream.of(0.0, 0.2, 0.4, 0.6, 0.8).map(level -> new Change(LABEL_NOISE, level));
        Stream<Change> sizes = Stream.of(4.0, 2.0).map(part -> new Change(EXAMPLES, examples(protocol) / part));
        Stream<Change> dimensions = Stream.of(10.0, 40.0).map(level -> new Change(COMPONENTS, level));
        return Stream.of(labels, sizes, dimensions).flatMap(each -> each).toList();
    }

    @Override
    public String name() {
        return "trained";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(CHANGE, changes(protocol)).cost(1 / 3.0, 5 / 3.0)
                .measure(TrainedLayerExperiment::measure);
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(1000, 4000));
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        String change = at.get(CHANGE).of();
        double level = at.get(CHANGE).level();
        long seed = at.seed();
        int count = change.equals(EXAMPLES) ? Math.max(2, (int) level) : examples(protocol);
        Examples drawn = Split.draw(context.pooled(), count, 0, seed).train();
        Examples examples = change.equals(LABEL_NOISE) ? LabelNoise.draw(drawn, level, seed) : drawn;
        ClosedForm all = ClosedForm.of(context.backend(), examples);
        int dimension = change.equals(COMPONENTS) ? Math.min((int) level, all.inputs().rank()) : all.inputs().rank();
        Examples components = PrincipalComponents.of(examples, all.spectrum(), dimension);
        Examples plain = change.equals(COMPONENTS) ? components : examples;
        Examples whitened = components.map((example, x, offset, width) -> {
            for (int j = 0; j < width; j++) {
                x[offset + j] /= Math.sqrt(all.spectrum().value(j));
            }
        });
        context.check();
        record(recorder.with("training", FULL), TrainedLayer.byFullBatches(context.backend(), whitened, seed),
                ClosedForm.of(context.backend(), whitened), ClosedForm.of(context.backend(), plain));
        context.check();
        ClosedForm form = ClosedForm.of(context.backend(), plain);
        record(recorder.with("training", MINI),
                TrainedLayer.byMiniBatches(context.backend(), plain, protocol.choose(20, 40), seed),
                form, form);
    }

    /**
     * Records the rates that were read off, and those of the closed form.
     *
     * @param seen closed form on the inputs that the layer saw
     * @param plain closed form on the inputs as they are
     */
    private static void record(Recorder recorder, TrainedLayer layer, ClosedForm seen, ClosedForm plain) {
        recorder.record("lambda", layer.meanLambda(plain));
        recorder.record("expected", plain.meanLambda());
        double[] explained = new double[plain.classes()];
        for (int k = 0; k < explained.length; k++) {
            explained[k] = Double.isNaN(plain.explained()[k]) ? Double.NaN
                    : Math.pow((1 + layer.rates()[k]) * ClosedForm.GAMMA, 2);
        }
        recorder.record("error", plain.relativeError(explained));
        recorder.record("mean error", (1 + layer.meanLambda(plain)) / (1 + plain.meanLambda()) - 1);
        recorder.record("read error", IntStream.range(0, plain.classes()).filter(k -> !Double.isNaN(plain.explained()[k]))
                .mapToDouble(k -> Math.abs(layer.explained(seen, k) - (1 + layer.rates()[k])) / (1 + plain.meanLambda())).max()
                .orElse(Double.NaN));
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        Results full = results.where("training", FULL);
        Results mini = results.where("training", MINI);
        List<Series> series = new ArrayList<>();
        series.add(series("equal", Series.Style.LINE, mini, "expected"));
        series.add(series(FULL, Series.Style.MARKERS, full, "lambda"));
        series.add(series(MINI, Series.Style.MARKERS, mini, "lambda"));
        return new Findings(List.of("Trained: a linear layer with batch norm (γ = " + ClosedForm.GAMMA + " fixed, squared loss, "
                + "ε 0, float64, random initial weights) on " + examples(protocol) + " examples goes through the backend's "
                + "kernels in two ways: 300 steps of gradient descent on all examples, whose inputs were whitened, so that this "
                + "is enough; and small batches of the inputs as they are, drawn at random, momentum 0.9, as many as make "
                + protocol.choose(20, 40) + " epochs, as layers are trained usually. Then λ = −(∂L/∂γ) / γ is read off one pass "
                + "over all examples (T3) and compared with T4. This is done with label noise, fewer examples, and principal "
                + "components as inputs."),
                List.of(evidence.judge("trained-read", results.largest("read error").largest()),
                        evidence.judge("trained-full", full.largest("error").largest()),
                        evidence.judgeAll("trained-mini", mini.quantity("mean error")
                                .estimates(List.of("inputs", "level"), those -> those.each("mean error")))),
                List.of(Figure.of(new XyChart("Rate that was read off training against the closed form, mean of the classes",
                        Axis.linear("λ by the closed form (T4)"), Axis.linear("λ read off (T3)"), series, List.of()))),
                List.of("At any weights 1 + λ is v·c / γ², so the rate of a layer that is still on its way lies below that of "
                        + "the closed form, by the cosine of the angle to the optimum in the metric of S. By full batches on "
                        + "whitened inputs the worst class ends within " + full.largest("error").estimate().text() + " of 1 + λ. "
                        + "The usual way, the mean rate ends within " + mini.farthest("mean error", 0).estimate().text()
                        + " in the "
                        + "worst of the settings, and within "
                        + mini.where("inputs", COMPONENTS).farthest("mean error", 0).estimate().text()
                        + " where the inputs are a "
                        + "few principal components: what a usual training leaves is the directions in which the inputs vary "
                        + "little."));
    }

    /** A point for each setting. */
    private static Series series(String name, Series.Style style, Results results, String quantity) {
        List<Point> points = new ArrayList<>();
        for (String change : results.levels("inputs")) {
            Results those = results.where("inputs", change);
            for (String level : those.levels("level")) {
                Results at = those.where("level", level);
                points.add(at.each(quantity).estimate().at(at.each("expected").estimate().mean()));
            }
        }
        points.sort((a, b) -> Double.compare(a.x(), b.x()));
        return new Series(name, name, style, points);
    }
}
