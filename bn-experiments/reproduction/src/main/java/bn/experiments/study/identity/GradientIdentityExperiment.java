package bn.experiments.study.identity;

import bn.experiments.identity.IdentityInspector;
import bn.experiments.network.Layer;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Trial;
import bn.experiments.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** T2 at every step of training runs of an MLP: over seeds, layers, batch sizes, dtypes and backends. */
public final class GradientIdentityExperiment extends AbstractExperiment {
    private static final double EPS = 1e-5;

    /** The experiment. */
    public GradientIdentityExperiment() {
        super("identity", "Identity: what batch norm back-propagates",
                "Is the gradient that batch norm back-propagates that of the network without it plus a data-weighted penalty?",
                Stream.concat(KernelSetting.FACTORS.stream(), Stream.of("layer")).toList());
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return KernelSetting.trials(protocol, EPS, 0.1 * protocol.choose(4, 16), GradientIdentityExperiment::measure);
    }

    private static void measure(KernelSetting setting, Recorder recorder) {
        IdentityInspector inspector = new IdentityInspector(setting.backend());
        try (Trainer trainer = setting.trainer(setting.dataset())) {
            trainer.epoch(1, setting.context().listener(), inspector);
            List<Layer> layers = trainer.network().layers();
            for (int i = 0; i < layers.size(); i++) {
                if (inspector.errors().containsKey(layers.get(i).linear())) {
                    recorder.with("layer", i + 1).record("error", inspector.errors().get(layers.get(i).linear()).gradient());
                }
            }
        }
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("identity.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<Claim> claims = new ArrayList<>();
        List<Series> series = new ArrayList<>();
        List<ReferenceLine> lines = new ArrayList<>();
        for (String dtype : results.levels("dtype")) {
            Results those = results.where("dtype", dtype);
            claims.add(evidence.judge(dtype, those.largest("error").largest()));
            lines.add(ReferenceLine.horizontal(evidence.criteria().get(dtype).value(), "criterion, " + dtype));
            for (String backend : those.levels("backend")) {
                series.add(those.where("backend", backend).series(backend + ", " + dtype, Series.Style.LINE_AND_MARKERS, "batch",
                        "error"));
            }
        }
        XyChart chart = new XyChart("Relative error of T2: largest of all steps and units, mean over layers and seeds",
                Axis.log("batch size"), Axis.log("relative error"), series, lines);
        return new Findings(List.of("An MLP with hidden layers of " + KernelSetting.hidden(protocol) + " units and batch norm (ε "
                + NumberText.of(EPS) + ") is trained for an epoch on " + KernelSetting.examples(protocol)
                + " examples that the seed draws. At every step the "
                + "gradient with respect to each unit's weights, as the backend back-propagates it through batch norm, "
                + "is compared with "
                + "(γ/s)(g + λ Sv), which is computed apart from it, on the host in float64, from the inputs of the layer and the "
                + "gradient with respect to its outputs. The error is relative to the size of the two terms."),
                claims, List.of(Figure.of(chart)),
                List.of("The identity is algebra, so what is left is the rounding of the kernels; it holds at every step, not only at "
                        + "the optimum. The rate of a unit can therefore be read off any step of any training with batch norm."));
    }
}
