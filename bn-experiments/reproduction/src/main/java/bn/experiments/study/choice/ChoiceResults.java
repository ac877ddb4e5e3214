package bn.experiments.study.choice;

import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The results along one factor: the others are at the reference condition, clean data of a fixed size. */
final class ChoiceResults {
    private static final String CLEAN = "0.0";

    private final Results all;
    private final String reference;

    /** What was measured of a regression on all inputs or on their components. */
    ChoiceResults(Results results, String features, Protocol protocol) {
        all = results.where(ChoiceExperiment.FEATURES, features);
        reference = String.valueOf(TrainingSizes.reference(protocol));
    }

    /** All conditions. */
    Results all() {
        return all;
    }

    /** The level of a factor at the reference condition. */
    String reference(String factor) {
        return factor.equals(ChoiceTrial.SIZE) ? reference : CLEAN;
    }

    /** All levels of a factor, the reference among them. */
    Results along(String factor) {
        Results those = all;
        for (String other : List.of(ChoiceTrial.SIZE, ChoiceExperiment.LABELS, ChoiceExperiment.INPUTS)) {
            those = other.equals(factor) ? those : those.where(other, reference(other));
        }
        return those;
    }

    /** The levels of a factor other than the reference. */
    Results changed(String factor) {
        return new Results(along(factor).observations().stream()
                .filter(each -> !reference(factor).equals(each.factors().get(factor))).toList());
    }

    /** The largest level of a factor. */
    String last(String factor) {
        List<String> levels = along(factor).levels(factor);
        return levels.get(levels.size() - 1);
    }

    /** Test accuracy of the tuned rates less that of the ridge, either chosen on validation, mean of all conditions. */
    Sample accuracyLead() {
        return SelectionRule.chosen(PenaltyFamily.TUNED).of(all).mean("accuracy")
                .minus(SelectionRule.chosen(PenaltyFamily.RIDGE).of(all).mean("accuracy"));
    }

    /** Regret of keeping gamma minus regret of keeping the other family's hyperparameter, averaged over the changed levels. */
    Sample moreRegret(String factor, PenaltyFamily rival) {
        return regret(factor, PenaltyFamily.TUNED).minus(regret(factor, rival));
    }

    /**
     * Regret: the log of the test loss when a family's hyperparameter is kept over that when it is chosen anew, averaged over the
     * changed levels of a factor. Without the log one condition near as many examples as dimensions, where losses are many times as
     * large, would decide.
     */
    Sample regret(String factor, PenaltyFamily family) {
        return new Results(SelectionRule.kept(family).of(changed(factor)).quantity("regret").observations().stream()
                .map(each -> new Observation(each.trial(), each.seed(), each.factors(), each.quantity(),
                        Math.log1p(each.value())))
                .toList()).mean("regret");
    }

    /** How far log(1 + lambda) moves between levels of a factor: tuned at the kept gamma, over the best data-weighted rate. */
    Sample follow(String factor, String from, String to) {
        return move(factor, from, to, SelectionRule.kept(PenaltyFamily.TUNED))
                .over(move(factor, from, to, SelectionRule.chosen(PenaltyFamily.WEIGHTED)));
    }

    private Sample move(String factor, String from, String to, SelectionRule method) {
        Results those = method.of(along(factor));
        return those.where(factor, to).each("log rate").minus(those.where(factor, from).each("log rate"));
    }

    /** The smallest size with two examples a dimension, N of at least 2 (r + 2): there the theory of {@link #follow} holds. */
    String smallestRegular() {
        Results sizes = along(ChoiceTrial.SIZE);
        return sizes.levels(ChoiceTrial.SIZE).stream()
                .filter(size -> Integer.parseInt(size) >= 2 * (sizes.where(ChoiceTrial.SIZE, size).largest("rank").largest() + 2))
                .findFirst().orElse(last(ChoiceTrial.SIZE));
    }

    /** A number against the levels of a factor at which a method was measured, with intervals. */
    Series series(String name, Series.Style style, String factor, SelectionRule method, Function<Results, Sample> number) {
        List<Point> points = new ArrayList<>();
        Results those = along(factor);
        for (String level : method.of(those).levels(factor)) {
            points.add(number.apply(those.where(factor, level)).estimate().at(Double.parseDouble(level)));
        }
        return new Series(name, name, style, points);
    }
}
