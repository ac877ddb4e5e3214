package bn.experiments.study.dynamics;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Bars;
import bn.experiments.study.Estimate;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

/** What came of the dynamics. */
final class DynamicsFindings {
    private final Results results;
    private final Bars bars;
    private final Protocol protocol;

    DynamicsFindings(Results results, Bars bars, Protocol protocol) {
        this.results = results;
        this.bars = bars;
        this.protocol = protocol;
    }

    Findings all() {
        List<Claim> claims = List.of(
                bars.judge("radial", results.largest("radial").largest()),
                bars.judge("length", farthest("lengthRatio", false)),
                bars.judge("angle", farthest("angleRatio", false)),
                bars.judge("length-momentum", farthest("lengthRatio", true)),
                bars.judge("angle-momentum", farthest("angleRatio", true)));
        return new Findings(List.of("An MLP with a hidden layer of " + DynamicsExperiment.HIDDEN.get(0) + " units (ε 0, γ and β "
                + "learned, batch 128, images averaged over 2 × 2 pixels where that can be) is trained in float64 on "
                + DynamicsExperiment.examples(protocol) + " examples by SGD with weight decay, for "
                + "twenty times the steps in which ‖w‖⁴ comes nearer to equilibrium by a factor e. Of the second half, the mean of "
                + "‖w‖⁴ of each unit is held against ηG / (2κ(1 − θ)), with G the measured mean of its squared gradient at "
                + "length 1 and θ the momentum, and the root mean square angle of a step against √(2ηκ / (1 + θ)); "
                + "ratios are means over the units."), claims, blocks(), meaning());
    }

    private Results of(Setting setting) {
        return results.where("rate", setting.learningRate()).where("decay", setting.weightDecay())
                .where("momentum", setting.momentum());
    }

    /** |ratio - 1| of the setting where its mean is largest. */
    private Estimate farthest(String quantity, boolean momentum) {
        Sample farthest = null;
        for (Setting setting : Setting.of(protocol)) {
            if (setting.momentum() > 0 == momentum) {
                Sample error = of(setting).each(quantity).map(ratio -> Math.abs(ratio - 1));
                farthest = farthest == null || error.estimate().mean() > farthest.estimate().mean() ? error : farthest;
            }
        }
        return farthest.estimate();
    }

    private List<Block> blocks() {
        List<List<Cell>> rows = new ArrayList<>();
        List<Series> rates = new ArrayList<>();
        List<Series> lambdas = new ArrayList<>();
        List<Series> angles = new ArrayList<>();
        for (Setting setting : Setting.of(protocol)) {
            Results those = of(setting);
            rows.add(List.of(Cell.number(setting.learningRate()), Cell.number(setting.weightDecay()), Cell.number(setting.momentum()),
                    Cell.text(those.each("lengthRatio").estimate().text()), Cell.number(setting.theory().angularUpdate()),
                    Cell.text(those.each("angleRatio").estimate().text())));
            rates.add(those.series(setting.text(), Series.Style.LINE, "step", "effectiveLearningRate"));
            lambdas.add(those.series(setting.text(), Series.Style.LINE, "step", "lambda"));
            angles.add(those.series(setting.text(), Series.Style.LINE, "step", "angle"));
        }
        return List.of(new Table("Measured over predicted in the second half of the steps",
                List.of("η", "κ", "momentum", "‖w‖⁴ over prediction", "predicted angle, rad", "angle over prediction"), rows),
                Figure.of(new XyChart("Angle by which a step turns the weights", Axis.linear("step"), Axis.log("angle, rad"), angles, List.of())),
                Figure.of(new XyChart("Effective learning rate η / ((1 − θ) ‖w‖²)", Axis.linear("step"),
                        Axis.log("effective learning rate"), rates, List.of())),
                Figure.of(new XyChart("The rate λ of the same units in the same runs", Axis.linear("step"), Axis.linear("λ"), lambdas,
                        List.of())));
    }

    private List<String> meaning() {
        Setting first = Setting.of(protocol).get(0);
        List<String> steps = of(first).levels("step");
        Estimate early = of(first).where("step", steps.get(0)).each("effectiveLearningRate").estimate();
        Estimate late = of(first).where("step", steps.get(steps.size() - 1)).each("effectiveLearningRate").estimate();
        Estimate lambdaEarly = of(first).where("step", steps.get(0)).each("lambda").estimate();
        Estimate lambdaLate = of(first).where("step", steps.get(steps.size() - 1)).each("lambda").estimate();
        return List.of("Weight decay before batch norm does not shrink what the unit says, as its length does not matter: it sets how fast "
                + "the direction turns. With " + first.text() + " the effective learning rate goes from " + NumberText.of(early.mean())
                + " to " + NumberText.of(late.mean()) + ", while mean λ of the same units goes from " + NumberText.of(lambdaEarly.mean()) + " to "
                + NumberText.of(lambdaLate.mean()) + ".",
                "They are answers to two questions: the effective learning rate says how fast a unit moves, λ how hard batch norm pulls "
                + "on its effective weights. One does not follow from the other.");
    }
}
