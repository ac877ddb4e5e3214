package bn.experiments.study.identity;

import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.SoftmaxRates;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Condition;
import bn.experiments.study.Criteria;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.theory.softmax.SoftmaxRate;
import java.util.ArrayList;
import java.util.List;

/** T7: the rates that batch norm tuned, put in as constants without batch norm, give the same solution; over seeds, gammas, backends. */
public final class EquivalenceExperiment extends AbstractExperiment {
    private static final Factor<String> BACKEND = Factor.of(Trial.BACKEND);
    private static final Factor<Double> GAMMA = Factor.of("gamma");
    private static final List<Double> GAMMAS = List.of(0.25, 0.5, 1.0, 2.0, 4.0);

    /** The experiment. */
    public EquivalenceExperiment() {
        super("equivalence", "Equivalence: softmax regression with and without batch norm",
                "Does the problem without batch norm, with the rates that batch norm tuned put in as constants, have the same "
                        + "solution?",
                List.of(Trial.BACKEND, "gamma", "class"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(BACKEND, protocol.backends()).over(GAMMA, GAMMAS).cost(0.1 * 3, 0.1 * 7)
                .measure(EquivalenceExperiment::solve);
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1000, 4000));
    }

    private static void solve(TrialContext context, Recorder recorder, Condition at) {
        Examples examples = Split.draw(context.pooled(), examples(context.protocol()), 0, at.seed()).train();
        Backend backend = context.backend(at.get(BACKEND));
        SoftmaxRate rate = SoftmaxRates.solve(backend, examples, new JointMoments(backend).of(examples), at.get(GAMMA),
                (iteration, value, norm) -> context.check());
        recorder.record("certified", rate.certificate().holds() ? 1 : 0);
        recorder.record("converged", rate.converged() ? 1 : 0);
        recorder.record("gradientNorm", rate.batchNorm().gradientNorm());
        rate.explicit().ifPresent(explicit -> {
            recorder.record("explicitGradientNorm", explicit.gradientNorm());
            recorder.record("difference", rate.relativeDifference());
        });
        for (int k = 0; k < rate.lambda().length; k++) {
            recorder.with("class", k).record("lambda", rate.lambda()[k]);
        }
    }

    @Override
    public boolean needsCovariance() {
        return true;
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("equivalence.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        Results certified = certified(results);
        Results tuned = results.quantity("certified");
        long holds = tuned.observations().stream().filter(each -> each.value() == 1).count();
        List<Claim> claims = new ArrayList<>();
        if (certified.isEmpty()) {
            claims.add(evidence.notApplicable("difference", "no problem had rates that are all at least 0"));
        } else {
            claims.add(evidence.judge("difference", certified.largest("difference").largest()));
        }
        claims.add(evidence.judge("converged",
                -results.quantity("converged").observations().stream().mapToDouble(each -> -each.value())
                        .max().orElse(Double.NaN)));
        List<Series> rates = new ArrayList<>();
        List<Series> differences = new ArrayList<>();
        for (String backend : results.levels("backend")) {
            rates.add(results.where("backend", backend).series(backend, Series.Style.LINE_AND_MARKERS, "gamma", "lambda"));
            differences.add(certified.where("backend", backend).series(backend, Series.Style.MARKERS, "gamma", "difference"));
        }
        XyChart lambda = new XyChart("Rate that batch norm tuned, mean of the classes", Axis.log("γ"), Axis.linear("λ"), rates,
                List.of(ReferenceLine.horizontal(0, "no penalty")));
        XyChart difference = new XyChart("Difference of the two solutions", Axis.log("γ"),
                Axis.log("difference of v / v, in the norm of S"), differences,
                List.of(ReferenceLine.horizontal(evidence.criteria().get("difference").value(), "criterion")));
        return new Findings(List.of(
                "Softmax regression with batch-normalized outputs (γ fixed, β free, full batch of " + examples(protocol)
                        + " examples that the seed draws"
                        + (protocol.data().poolable() ? ", images averaged over 2 × 2 pixels" : "")
                        + ", ε 0, float64) is solved through the backend's "
                        + "batch-norm kernels, and λₖ = −(∂L/∂γₖ) / γ read off at the optimum.",
                "Then the explicit problem without any batch norm, the cross-entropy plus the sum of (λₖ / 2) vₖ·Svₖ with these "
                        + "constants, is solved from v = 0. It is convex if every λₖ is at least 0: then the optimum of batch norm is "
                        + "certified to be global. If not, it has no minimum, and nothing is compared."),
                claims, List.of(Figure.of(difference), Figure.of(lambda)),
                meaning(results, certified, holds, tuned.observations().size()));
    }

    private static Results certified(Results results) {
        return results.quantity("difference");
    }

    private static List<String> meaning(Results results, Results certified, long holds, int all) {
        List<String> text = new ArrayList<>();
        text.add(holds + " of " + all + " problems have rates that are all at least 0"
                + (certified.isEmpty() ? "." : ": there, the solution "
                        + "with batch norm is that of ordinary penalized regression, with a rate for each class that was not chosen by hand."));
        List<String> gammas = results.levels("gamma");
        Estimate small = results.where("gamma", gammas.get(0)).mean("lambda").estimate();
        Estimate large = results.where("gamma", gammas.get(gammas.size() - 1)).mean("lambda").estimate();
        text.add("The rate depends on γ: mean λ is " + small.text() + " at γ = " + gammas.get(0) + " and " + large.text()
                + " at γ = "
                + gammas.get(gammas.size() - 1) + ". A larger γ leaves the weights more room, so the constraint pulls less.");
        return text;
    }
}
