package bn.experiments.study.choice;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The charts of the experiment. */
final class ChoiceFigures {
    private static final Axis EXAMPLES = Axis.log("training examples");
    private static final Axis FRACTION = Axis.linear("fraction of the labels drawn anew");
    private static final Axis SIGMA = Axis.linear("noise on the inputs, in deviations of the inputs");

    private final ChoiceResults inputs;
    private final ChoiceResults measured;

    ChoiceFigures(ChoiceResults inputs, ChoiceResults components) {
        this.inputs = inputs;
        measured = components;
    }

    /** Figures along one factor are for the components, where its theory holds. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>(List.of(losses(inputs, "all inputs"), losses(measured, "components"), gammas()));
        add(blocks, ChoiceTrial.SIZE, EXAMPLES);
        add(blocks, ChoiceExperiment.LABELS, FRACTION);
        add(blocks, ChoiceExperiment.INPUTS, SIGMA);
        for (ChoiceTables tables : List.of(new ChoiceTables(inputs, "all inputs"), new ChoiceTables(measured, "components"))) {
            blocks.addAll(List.of(tables.losses(), tables.accuracies()));
        }
        return blocks;
    }

    private void add(List<Block> blocks, String factor, Axis axis) {
        blocks.add(rates(factor, axis));
        blocks.add(regrets(factor, axis));
    }

    private static Figure losses(ChoiceResults measured, String features) {
        SelectionRule oracle = SelectionRule.oracle(PenaltyFamily.RIDGE);
        List<Series> series = Stream
                .of(SelectionRule.LEAST_SQUARES, SelectionRule.JAMES_STEIN, SelectionRule.chosen(PenaltyFamily.TUNED),
                        SelectionRule.EVIDENCE,
                        SelectionRule.chosen(PenaltyFamily.RIDGE))
                .filter(method -> !method.of(measured.along(ChoiceTrial.SIZE)).isEmpty())
                .map(method -> measured.series(method.label(), Series.Style.LINE_AND_MARKERS, ChoiceTrial.SIZE, method,
                        condition -> method.lossAbove(oracle, condition)))
                .toList();
        return Figure.of(new XyChart("Test loss above that of the oracle ridge, the best one on the test examples; " + features,
                EXAMPLES, Axis.log("excess test loss, %"), series, List.of()));
    }

    /** The rates, geometric means over the classes. Where the signal stays, theory expects half the way of the best. */
    private Figure rates(String factor, Axis axis) {
        SelectionRule tuned = SelectionRule.kept(PenaltyFamily.TUNED);
        SelectionRule best = SelectionRule.chosen(PenaltyFamily.WEIGHTED);
        List<Series> series = new ArrayList<>();
        series.add(measured.series("best λ, on validation", Series.Style.LINE_AND_MARKERS, factor, best,
                condition -> best.of(condition).each("log rate").map(Math::exp)));
        if (factor.equals(ChoiceTrial.SIZE)) {
            Results reference = measured.along(factor).where(factor, measured.reference(factor));
            Sample start = best.of(reference).each("log rate");
            Sample tunedStart = tuned.of(reference).each("log rate");
            series.add(measured
                    .series("theory: half the way of the best", Series.Style.LINE, factor, best,
                            condition -> best.of(condition).each("log rate").minus(start).map(move -> move / 2).plus(tunedStart)
                                    .map(Math::exp))
                    .inGroup(tuned.label()));
        }
        series.add(measured.series(tuned.label(), Series.Style.MARKERS, factor, tuned,
                condition -> tuned.of(condition).each("log rate").map(Math::exp)).inGroup(tuned.label()));
        return Figure.of(new XyChart("The rate that is tuned at the kept γ, and the best one; components", axis,
                Axis.linear("1 + λ"), series, List.of(ReferenceLine.horizontal(1, "no rate"))));
    }

    private Figure regrets(String factor, Axis axis) {
        List<Series> series = Stream.of(PenaltyFamily.values()).map(SelectionRule::kept).map(kept -> measured.series(kept.label(),
                Series.Style.LINE_AND_MARKERS, factor, kept,
                condition -> kept.of(condition).each("regret").map(share -> 100 * share))).toList();
        String title = "What it costs to keep a hyperparameter: test loss above that of the hyperparameter chosen anew; components";
        return Figure.of(
                factor.equals(ChoiceTrial.SIZE) ? awayFrom(title, Double.parseDouble(measured.reference(factor)), axis, series)
                        : new XyChart(title, axis, Axis.linearFromZero("regret, %"), series, List.of()));
    }

    /** Where the hyperparameter was chosen, the regret is 0 by definition: a logarithmic axis has no place there. */
    private static XyChart awayFrom(String title, double chosenAt, Axis axis, List<Series> series) {
        return new XyChart(title, axis, Axis.log("regret, %"), series.stream()
                .map(each -> new Series(each.name(), each.group(), Series.Style.MARKERS,
                        each.points().stream().filter(point -> point.x() != chosenAt).toList()))
                .toList(), List.of(ReferenceLine.vertical(chosenAt, "chosen here, no regret")));
    }

    private Figure gammas() {
        List<Series> series = Stream.of(SelectionRule.JAMES_STEIN, SelectionRule.chosen(PenaltyFamily.TUNED))
                .filter(method -> !method.of(measured.along(ChoiceTrial.SIZE)).isEmpty())
                .map(method -> measured.series(method.label(), Series.Style.LINE_AND_MARKERS, ChoiceTrial.SIZE, method,
                        condition -> method.of(condition).each(ChoiceTrial.HYPERPARAMETER)))
                .toList();
        return Figure.of(new XyChart("The γ at which BN's rate is James-Stein's, mean of the classes, and the best γ; "
                + "components", EXAMPLES,
                Axis.linearFromZero("γ"), series, List.of()));
    }
}
