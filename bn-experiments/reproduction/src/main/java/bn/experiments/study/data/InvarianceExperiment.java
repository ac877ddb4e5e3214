package bn.experiments.study.data;

import bn.experiments.data.Examples;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Condition;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What changes of the inputs do to the rate, and to the equivalent L2 rate: a scale, and two kinds of contrast. */
final class InvarianceExperiment implements SubExperiment {
    private static final List<Double> FACTORS = List.of(0.01, 0.1, 0.5, 2.0, 10.0, 255.0);

    /** A change of the inputs by a factor. */
    private enum Change {
        /** x becomes f x. */
        SCALE("scale"),
        /** x becomes m + f (x - m), m the mean of the examples. */
        CONTRAST("contrast"),
        /** x becomes a + f (x - a), a the mean of its own features: the brightness of the image stays. */
        IMAGE_CONTRAST("contrast of each image");

        private final String label;

        Change(String label) {
            this.label = label;
        }

        Examples of(Examples examples, double[] mean, double factor) {
            return examples.map((example, x, offset, width) -> {
                double own = Arrays.stream(x, offset, offset + width).average().orElse(0);
                for (int i = 0; i < width; i++) {
                    double centre = switch (this) {
                        case SCALE -> 0;
                        case CONTRAST -> mean[i];
                        case IMAGE_CONTRAST -> own;
                    };
                    x[offset + i] = centre + factor * (x[offset + i] - centre);
                }
            });
        }
    }

    @Override
    public String name() {
        return "change";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).cost(1, 4).measure(InvarianceExperiment::measure);
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(1000, 5000));
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Examples examples = Split.draw(context.pooled(), examples(context.protocol()), 0, at.seed()).train();
        ClosedForm base = ClosedForm.of(context.backend(), examples);
        for (Change change : Change.values()) {
            for (double factor : FACTORS) {
                context.check();
                ClosedForm changed = ClosedForm.of(context.backend(), change.of(examples, base.joint().mean(), factor));
                Recorder here = recorder.with("inputs", change.label).with("level", factor);
                // Of the two, the data that are conditioned worse.
                double rounding = Math.max(base.rounding(), changed.rounding());
                here.record("lambda", changed.meanLambda());
                here.record("alpha ratio", changed.mean(k -> changed.alpha()[k] / base.alpha()[k]));
                // An eigenvalue that came below the rank tolerance took what it explains with it.
                boolean comparable = changed.inputs().rank() == base.inputs().rank();
                here.record("comparable", comparable ? 1 : 0);
                if (comparable) {
                    here.record("lambda error", changed.relativeError(base.explained()) / rounding);
                }
                if (comparable && change != Change.IMAGE_CONTRAST) {
                    // In v.v the inverse of S stands squared.
                    here.record("alpha error", IntStream.range(0, base.classes()).filter(k -> !Double.isNaN(base.alpha()[k]))
                            .mapToDouble(k -> Math.abs(changed.alpha()[k] / (factor * factor * base.alpha()[k]) - 1)).max()
                            .orElse(Double.NaN) / (2 * rounding));
                }
            }
        }
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<Claim> claims = Stream.of("lambda", "alpha").map(rate -> results.quantity(rate + " error").isEmpty()
                ? evidence.notApplicable("change-" + rate, "float64 cannot tell the rank of the changed inputs")
                : evidence.judge("change-" + rate, results.largest(rate + " error").largest())).toList();
        Results comparable = results.quantity("comparable");
        long left = comparable.observations().stream().filter(each -> each.value() == 0).count();
        List<Series> rates = results.levels("inputs").stream()
                .map(change -> results.where("inputs", change).series(change, Series.Style.LINE_AND_MARKERS, "level", "lambda"))
                .toList();
        List<Series> ratios = results.levels("inputs").stream()
                .map(change -> results.where("inputs", change).series(change, Series.Style.LINE_AND_MARKERS, "level",
                        "alpha ratio"))
                .toList();
        Results own = results.where("inputs", Change.IMAGE_CONTRAST.label);
        return new Findings(List.of("Inputs changed by a factor f, on " + examples(protocol) + " examples: scale x → f x; "
                + "contrast x → m + f (x − m), m the mean of the examples; contrast of each image x → a + f (x − a), a the mean "
                + "of its own features. All three are invertible linear maps and a shift, so that R, and by T4 λ, does not "
                + "change. The first two multiply S by f², and so α = λ v·Sv / ‖v‖². A change that brings an eigenvalue below "
                + "what float64 can tell from 0 lowers the rank, and is not judged: " + left + " of "
                + comparable.observations().size() + "."),
                claims, List.of(
                        Figure.of(new XyChart("Rate against changes of the inputs", Axis.log("factor f"),
                                Axis.linearFromZero("λ"),
                                rates, List.of())),
                        Figure.of(new XyChart("Equivalent L2 rate against changes of the inputs, relative to no change",
                                Axis.log("factor f"), Axis.log("α / α at f = 1"), ratios, List.of()))),
                List.of("By T4 the rate belongs to what the inputs say, not to how large they are; plain weight decay that pulls "
                        + "as hard has to know. With the contrast of each image lowered to " + FACTORS.get(0) + " α is "
                        + "multiplied by " + own.where("level", FACTORS.get(0)).each("alpha ratio").estimate().text() + "."));
    }
}
