package bn.experiments.reproduce;

import bn.api.Tensor;
import bn.experiments.data.Dataset;
import bn.experiments.identity.IdentityInspector;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.WeightRule;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingListener;
import bn.experiments.train.TrainingPlan;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** T2 at every step of a training run of an MLP, and T1 for every unit at its end, in float64. */
final class Identity implements Experiment {
    private static final double EPS = 1e-5;
    private static final double BAR = 1e-10;
    private static final int CONSTRAINT_BATCHES = 4;

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public List<Section> run(Conditions conditions) {
        Dataset dataset = conditions.dataset().limit(conditions.scale().choose(1280, 10000));
        int epochs = 2;
        List<Integer> hidden = conditions.scale() == Scale.QUICK ? List.of(64, 64) : List.of(256, 128);
        TrainingPlan plan = Mlp.plan(dataset, hidden, EPS, epochs, conditions.seed());
        List<DoubleStream.Builder> errors = List.of(DoubleStream.builder(), DoubleStream.builder());
        try (Trainer trainer = new Trainer(plan, dataset, conditions.backend(), conditions.batchNorm())) {
            List<Layer> layers = trainer.network().layers().subList(0, errors.size());
            IdentityInspector inspector = new IdentityInspector();
            int steps = epochs * trainer.stepsPerEpoch();
            int[] step = {0};
            WeightRule recorder = new WeightRule() {
                @Override
                public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
                    inspector.beforeLayer(layer, x, dy);
                }

                @Override
                public void apply(Dense dense, Tensor x, Tensor dz) {
                    inspector.apply(dense, x, dz);
                    for (int i = 0; i < layers.size(); i++) {
                        if (layers.get(i).dense() == dense) {
                            errors.get(i).add(inspector.errors().get(dense));
                        }
                    }
                    if (dense == layers.get(0).dense()) {
                        conditions.progress().at((double) ++step[0] / steps, "step " + step[0] + " of " + steps);
                    }
                }
            };
            for (int epoch = 1; epoch <= epochs; epoch++) {
                trainer.epoch(epoch, TrainingListener.NONE, recorder);
            }
            return sections(plan, errors.stream().map(builder -> builder.build().toArray()).toList(),
                    new ConstraintCheck(trainer.network(), dataset.train(), conditions.backend()).run(CONSTRAINT_BATCHES));
        }
    }

    private static List<Section> sections(TrainingPlan plan, List<double[]> errors, ConstraintCheck.Result constraint) {
        double largest = errors.stream().flatMapToDouble(DoubleStream::of).max().orElse(Double.NaN);
        double[] steps = IntStream.rangeClosed(1, errors.get(0).length).asDoubleStream().toArray();
        Claim identity = Verdicts.atMost("T2 gradient identity", "the gradient that batch norm back-propagates is that of the "
                + "network without it plus the gradient of a data-weighted penalty of rate λ, at every step",
                "largest relative error, " + steps.length + " steps", largest, BAR);
        Claim ellipsoid = Verdicts.atMost("T1 constraint", "the effective weights lie on v·Sv = γ² (1 - ε / s²)",
                "largest relative error, " + constraint.units() + " units",
                constraint.error(), BAR);
        XyChart chart = new XyChart("Largest relative error of T2 among the units of a layer, step by step",
                Axis.linear("step"), Axis.log("relative error"), List.of(
                        Series.of("layer 1", Series.Style.LINE, steps, errors.get(0)),
                        Series.of("layer 2", Series.Style.LINE, steps, errors.get(1))),
                List.of(ReferenceLine.horizontal(BAR, "bar")));
        return List.of(
                new Section("Identity: what batch norm back-propagates", List.of(
                        "An MLP " + plan.architecture() + " with batch norm (ε " + NumberText.of(EPS) + ", batch "
                        + plan.batchSize() + ") is trained in float64. At every step the gradient by each unit's weights, as the "
                        + "backend back-propagates it through batch norm, is compared with (γ/s)(g + λ Sv), which is computed "
                        + "apart from it, on the host, from the inputs of the layer and the gradient by its outputs. The error "
                        + "is relative to the size of the two terms."), List.of(identity), List.of(Figure.of(chart))),
                new Section("Constraint: where the effective weights lie", List.of(
                        "At the end of that training, v·Sv of every unit is computed from the inputs of its layer and held against "
                        + "γ² (1 - ε / s²), where s² is what the kernel divided by."),
                        List.of(ellipsoid), List.of(Figure.of(constraint.chart()))));
    }
}
