package bn.experiments.study.identity;

import bn.experiments.data.Dataset;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Point;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** T1 for every unit of trained MLPs: over seeds, layers, batch sizes, dtypes and backends. */
public final class ConstraintExperiment extends AbstractExperiment {
    /** Large enough to be seen next to the variance of a unit, which is about 0.1. */
    private static final double EPS = 0.01;
    private static final int BATCHES = 4;

    /** The experiment. */
    public ConstraintExperiment() {
        super("constraint", "Constraint: where the effective weights lie",
                "Do the weights of the network without batch norm lie where the constraint says?",
                Stream.concat(KernelSetting.FACTORS.stream(), Stream.of("layer", "unit")).toList());
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return KernelSetting.trials(protocol, EPS, 0.1 * protocol.choose(2, 4), ConstraintExperiment::measure);
    }

    private static void measure(KernelSetting setting, Recorder recorder) {
        Dataset dataset = setting.dataset();
        try (Trainer trainer = setting.trainer(dataset)) {
            trainer.epoch(1, setting.context().listener());
            List<double[]> errors = new ArrayList<>();
            List<ConstraintMeasurement.Units> units = List.of();
            ConstraintMeasurement check = new ConstraintMeasurement(trainer.network(), dataset.train(), setting.backend());
            for (int batch = 0; batch < Math.min(BATCHES, trainer.stepsPerEpoch()); batch++) {
                units = check.run(batch);
                errors.add(units.stream().mapToDouble(ConstraintMeasurement.Units::largestError).toArray());
            }
            for (int i = 0; i < units.size(); i++) {
                int layer = i;
                Recorder inLayer = recorder.with("layer", layer + 1);
                inLayer.record("error", errors.stream().mapToDouble(of -> of[layer]).max().orElseThrow());
                if (setting.shown()) {
                    record(units.get(layer), inLayer);
                }
            }
        }
    }

    /** The units of the last batch, for the chart. */
    private static void record(ConstraintMeasurement.Units units, Recorder recorder) {
        for (int k = 0; k < units.bound().length; k++) {
            Recorder unit = recorder.with("unit", k + 1);
            unit.record("bound", units.bound()[k]);
            unit.record("measured", units.measured()[k]);
        }
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("constraint.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<Claim> claims = results.levels("dtype").stream()
                .map(dtype -> evidence.judge(dtype, results.where("dtype", dtype).largest("error").largest())).toList();
        List<Series> series = new ArrayList<>();
        for (String layer : results.levels("layer")) {
            double[] bound = column(results.where("layer", layer), "bound");
            series.add(
                    Series.of("layer " + layer, Series.Style.MARKERS, bound, column(results.where("layer", layer), "measured")));
        }
        series.add(0, line(series));
        XyChart chart = new XyChart("v·Sv / γ² of every unit at the end of training, in a batch of seed " + protocol.firstSeed(),
                Axis.linear("1 − ε / s²"), Axis.linear("v·Sv / γ²"), series, List.of());
        return new Findings(List.of("An MLP with hidden layers of " + KernelSetting.hidden(protocol) + " units and batch norm (ε "
                + EPS + ", larger than usual, so that it shows) is trained for an epoch on " + KernelSetting.examples(protocol)
                + " examples that the seed draws. Then, in " + BATCHES
                + " batches, v·Sv of every unit, which is the variance of what the kernel gives for it, is compared with "
                + "γ² (1 − ε / s²), where s² = w·Sw + ε is computed by its definition from the weights and the inputs of the layer. "
                + "Units without variance have no effective weights and are left out."),
                claims, List.of(Figure.of(chart)),
                List.of("Training w under batch norm is training v on this ellipsoid, at every step "
                        + "and in every batch. With ε = 0 it is v·Sv = γ²: γ alone sets the size of the weights, as the data measure it. "
                        + "Largest error: " + NumberText.of(results.largest("error").largest()) + "."));
    }

    private static double[] column(Results results, String quantity) {
        return results.quantity(quantity).observations().stream().mapToDouble(each -> each.value()).toArray();
    }

    private static Series line(List<Series> measured) {
        double[] x = measured.stream().flatMap(each -> each.points().stream()).mapToDouble(Point::x).sorted().toArray();
        double[] ends = x.length == 0 ? x : new double[] {x[0], x[x.length - 1]};
        return Series.of("theory", Series.Style.LINE, ends, Arrays.copyOf(ends, ends.length));
    }
}
