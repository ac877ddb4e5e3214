package bn.experiments.reproduce;

import bn.experiments.data.Dataset;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.Verdict;
import bn.experiments.report.XyChart;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingListener;
import bn.experiments.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rates of the layers of an MLP over its training (T3), and their redistribution in inner layers (T8). */
final class Depth implements Experiment {
    private static final List<Integer> HIDDEN = List.of(128, 64, 32);
    private static final int WINDOWS = 24;
    /** Float64 rounding of sums over a batch and a layer. */
    private static final double BAR = 1e-10;

    @Override
    public String name() {
        return "depth";
    }

    @Override
    public List<Section> run(Conditions conditions) {
        Dataset dataset = conditions.dataset().limit(conditions.scale().choose(2560, 10000));
        int epochs = conditions.scale().choose(3, 10);
        TrainingPlan plan = Mlp.plan(dataset, HIDDEN, 0, epochs, conditions.seed());
        try (Trainer trainer = new Trainer(plan, dataset, conditions.backend(), conditions.batchNorm())) {
            int steps = epochs * trainer.stepsPerEpoch();
            RedistributionInspector inspector = new RedistributionInspector(trainer.network(), Math.max(1, steps / WINDOWS));
            for (int epoch = 1; epoch <= epochs; epoch++) {
                int before = (epoch - 1) * trainer.stepsPerEpoch();
                trainer.epoch(epoch, new TrainingListener() {
                    @Override
                    public void progress(Progress progress) {
                        int step = before + progress.step();
                        conditions.progress().at((double) step / steps, "step " + step + " of " + steps);
                    }
                }, inspector);
            }
            return List.of(section(plan, inspector));
        }
    }

    private static Section section(TrainingPlan plan, RedistributionInspector inspector) {
        int last = HIDDEN.size() - 1;
        List<Claim> claims = new ArrayList<>();
        claims.add(Verdicts.atMost("T8 redistribution", "in a layer that is followed by ReLU and another batch norm with ε = 0, the sum "
                + "of γ² λ equals the sum of β ∂L/∂β: the layer only redistributes the rate among its units",
                "largest relative error at a step", inspector.largestError(), BAR));
        double inner = 0;
        for (int layer = 0; layer < last; layer++) {
            inner = Math.max(inner, Math.abs(mean(inspector.windows(layer), RedistributionInspector.Window::net)));
        }
        double outer = Math.abs(mean(inspector.windows(last), RedistributionInspector.Window::net));
        claims.add(new Claim("T8 net rate", "the last batch-normalized layer carries the net rate",
                "mean |sum of γ² λ|: last layer " + NumberText.of(outer) + ", others up to " + NumberText.of(inner),
                "last layer's largest", outer > inner ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED));
        XyChart rates = new XyChart("Mean rate of the units of each layer over training", Axis.linear("step"), Axis.linear("λ"),
                series(inspector, RedistributionInspector.Window::lambda), List.of());
        XyChart nets = new XyChart("Net rate of each layer over training", Axis.linear("step"), Axis.linear("sum of γ² λ"),
                series(inspector, RedistributionInspector.Window::net), List.of());
        return new Section("Depth: the rate of each layer over training", List.of(
                "An MLP " + plan.architecture() + " with batch norm (ε 0, batch " + plan.batchSize() + ", learned γ and β) is "
                + "trained in float64. At every step λ = -(∂L/∂γ) / γ is read off for every unit (T3). The curves are "
                + "means over " + inspector.windows(0).size() + " parts of the training, since a single batch is noisy.",
                "The loss does not change when γ and β of a layer are scaled together, if ReLU and another batch norm follow. "
                + "So in such a layer the sum of γ² λ equals the sum of β ∂L/∂β (T8). The error is relative to the sum of the "
                + "sizes of the terms."),
                claims, List.of(Figure.of(rates), Figure.of(nets)));
    }

    private static List<Series> series(RedistributionInspector inspector, ToDoubleFunction<RedistributionInspector.Window> value) {
        List<Series> series = new ArrayList<>();
        for (int layer = 0; layer < HIDDEN.size(); layer++) {
            List<RedistributionInspector.Window> windows = inspector.windows(layer);
            series.add(Series.of("layer " + (layer + 1), Series.Style.LINE_AND_MARKERS,
                    windows.stream().mapToDouble(RedistributionInspector.Window::lastStep).toArray(),
                    windows.stream().mapToDouble(value).toArray()));
        }
        return series;
    }

    private static double mean(List<RedistributionInspector.Window> windows, ToDoubleFunction<RedistributionInspector.Window> value) {
        return windows.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
