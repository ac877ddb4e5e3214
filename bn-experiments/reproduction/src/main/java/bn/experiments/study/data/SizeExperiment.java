package bn.experiments.study.data;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Condition;
import bn.experiments.study.Estimate;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rate against the number of training examples: with few of them more is explained by chance, and below the rank all. */
final class SizeExperiment implements SubExperiment {
    private static final Factor<String> INPUTS = Factor.of("inputs");
    private static final String POOLED = "pooled";
    private static final int SMALLEST = 125;
    /** From this multiple of the rank on the law is judged. */
    private static final int TIMES_RANK = 4;
    /** A covariance of more features takes too long to decompose for the seconds of a trial. */
    private static final int MOST_FEATURES = 1024;

    @Override
    public String name() {
        return "size";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        boolean pixels = protocol.data().poolable() && protocol.data().features() <= MOST_FEATURES;
        return Trials.grid(protocol).over(INPUTS, pixels ? List.of(POOLED, "pixels") : List.of(POOLED)).cost(at -> at.get(INPUTS)
                .equals(POOLED) ? protocol.choose(1, 6) / 2.0 : protocol.choose(4, 16) / 2.0).measure(SizeExperiment::measure);
    }

    /** Doubling; the last is all. */
    static List<Integer> sizes(int most) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = SMALLEST; size < most; size *= 2) {
            sizes.add(size);
        }
        sizes.add(most);
        return sizes;
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        boolean pooled = at.get(INPUTS).equals(POOLED);
        int most = Math.min(protocol.data().train(),
                pooled ? protocol.choose(8000, Integer.MAX_VALUE) : protocol.choose(2000, 8000));
        Examples all = Split.draw(pooled ? context.pooled() : context.dataset(), most, 0, at.seed()).train();
        JointMoments moments = new JointMoments(context.backend());
        Map<Integer, ClosedForm> forms = new LinkedHashMap<>();
        Moments joint = null;
        int from = 0;
        for (int size : sizes(most)) {
            context.check();
            Moments more = moments.of(all.select(IntStream.range(from, size).toArray()));
            joint = joint == null ? more : joint.merge(more);
            forms.put(size, ClosedForm.of(joint, all.targets()));
            from = size;
        }
        ChanceCorrelation law = new ChanceCorrelation(forms.get(most));
        forms.forEach((size, form) -> record(recorder.with("level", size), form, law));
    }

    private static void record(Recorder recorder, ClosedForm form, ChanceCorrelation law) {
        long n = form.joint().count();
        int rank = form.inputs().rank();
        double lambda = form.meanLambda();
        double expected = form.meanLambda(k -> law.explained(k, n, rank));
        recorder.record("lambda", lambda);
        recorder.record("expected", expected);
        recorder.record("without chance", form.meanLambda(law::population));
        recorder.record("alpha", form.meanAlpha());
        recorder.record("R2", form.mean(k -> form.explained()[k] / form.variance(k)));
        recorder.record("rank", rank);
        if (rank == n - 1) {
            recorder.record("not perfect", IntStream.range(0, form.classes()).filter(k -> !Double.isNaN(form.explained()[k]))
                    .mapToDouble(k -> Math.abs(form.explained()[k] / form.variance(k) - 1)).max().orElse(Double.NaN)
                    / form.rounding());
        } else if (n >= TIMES_RANK * (long) rank && n < law.examples()) {
            recorder.record("law error", (lambda + 1) / (expected + 1) - 1);
        }
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<Claim> claims = new ArrayList<>();
        claims.add(results.quantity("not perfect").isEmpty()
                ? evidence.notApplicable("size-perfect", "no sample had as few examples as its inputs have dimensions")
                : evidence.judge("size-perfect", results.largest("not perfect").largest()));
        claims.add(results.quantity("law error").isEmpty()
                ? evidence.notApplicable("size-law", "no sample had " + TIMES_RANK + " times as many examples as the rank")
                : evidence.judgeAll("size-law", results.quantity("law error").estimates(List.of("inputs", "level"),
                        those -> those.each("law error"))));
        List<Series> rates = new ArrayList<>();
        List<Series> shares = new ArrayList<>();
        for (String inputs : results.levels("inputs")) {
            Results those = results.where("inputs", inputs);
            String name = !protocol.data().poolable() ? "inputs" : inputs.equals(POOLED) ? "images averaged over 2 × 2"
                    : "all pixels";
            rates.add(those.series(name + ", law", Series.Style.LINE, "level", "expected").inGroup(name));
            rates.add(those.series(name, Series.Style.MARKERS, "level", "lambda").inGroup(name));
            shares.add(those.series(name, Series.Style.LINE_AND_MARKERS, "level", "R2"));
        }
        Results first = results.where("inputs", results.levels("inputs").get(0));
        List<String> sizes = first.levels("level");
        Estimate few = first.where("level", sizes.get(0)).each("lambda").estimate();
        Estimate many = first.where("level", sizes.get(sizes.size() - 1)).each("lambda").estimate();
        Estimate alone = first.where("level", sizes.get(0)).each("without chance").estimate();
        return new Findings(List.of(
                "Closed form: each class is regressed on the inputs (0/1 labels; images averaged over 2 × 2 pixels where it says "
                        + "pooled) by a linear unit with batch norm, γ = " + ClosedForm.GAMMA
                        + ", ε 0, float64, and all rates are means "
                        + "over the classes. By T4 (1 + λ) γ = sd(y) R.",
                "Number of examples: nested samples that the seed draws, doubling from " + sizes.get(0) + " to "
                        + sizes.get(sizes.size() - 1)
                        + ". Law: with U the variance that the inputs leave unexplained in the limit, r "
                        + "the rank and n the number of examples, chance explains U r / (n − 1) more, and all of it where r = n − 1. U "
                        + "is taken from the largest sample without that bias. The law is exact if the residuals have one variance."),
                claims, List.of(
                        Figure.of(new XyChart("Rate against the number of training examples", Axis.log("training examples"),
                                Axis.linearFromZero("λ"), rates, List.of())),
                        Figure.of(new XyChart("Explained fraction of the labels' variance", Axis.log("training examples"),
                                Axis.linearFromZero("R²"), shares, List.of()))),
                List.of("With " + sizes.get(0) + " examples λ is " + few.text() + ", with " + sizes.get(sizes.size() - 1)
                        + " it is " + many.text() + "; what the data explain in the limit would give " + alone.text() + ". "
                        + (few.least() > many.most() ? "Batch norm counts what is explained by chance as signal: its rate is the "
                                + "higher, the fewer the examples." : "These seeds show no effect of the number of examples.")));
    }
}
