package bn.experiments.study.choice;

import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.study.Estimate;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** For each condition the log of the test loss of the tuned rates over that of another family, either chosen on validation. */
    Map<String, Estimate> tunedExcess(PenaltyFamily rival) {
        Results those = SelectionRule.chosen(rival).of(all);
        return those.estimates(List.of(ChoiceTrial.SIZE, ChoiceExperiment.LABELS, ChoiceExperiment.INPUTS),
                condition -> condition.each("tuned excess").map(Math::log1p), "tuned excess");
    }

    /** Test accuracy of the tuned rates less that of the ridge, either chosen on validation, mean of all conditions. */
    Estimate accuracyLead() {
        Results ridge = SelectionRule.chosen(PenaltyFamily.RIDGE).of(all);
        return SelectionRule.chosen(PenaltyFamily.TUNED).of(all).mean("accuracy").minus(ridge.mean("accuracy"))
                .estimate(ridge.testVariance("accuracy lead"));
    }

    /** Regret of keeping gamma minus regret of keeping the other family's hyperparameter, averaged over some conditions. */
    static Estimate regretLead(Results conditions, PenaltyFamily rival) {
        return regret(conditions, PenaltyFamily.TUNED).minus(regret(conditions, rival))
                .estimate(SelectionRule.kept(rival).of(conditions).testVariance("regret lead"));
    }

    /**
     * Regret: the log of the test loss when a family's hyperparameter is kept over that when it is chosen anew, averaged over some
     * conditions. Without the log one condition of large losses would decide.
     */
    static Sample regret(Results conditions, PenaltyFamily family) {
        return new Results(SelectionRule.kept(family).of(conditions).quantity("regret").observations().stream()
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

    /** The smallest size with two examples a dimension: there the theory of {@link #follow} holds. */
    String smallestRegular() {
        Results sizes = along(ChoiceTrial.SIZE);
        return sizes.levels(ChoiceTrial.SIZE).stream().filter(this::isRegular).findFirst().orElse(last(ChoiceTrial.SIZE));
    }

    /** Whether a size N has two examples a dimension, N of at least 2 (r + 2), with every seed. */
    private boolean isRegular(String size) {
        return Integer.parseInt(size) >= 2
                * (along(ChoiceTrial.SIZE).where(ChoiceTrial.SIZE, size).largest("rank").largest() + 2);
    }

    /**
     * The changed levels of a factor that the theory is about. Of the sizes those with two examples a dimension: with fewer the best
     * rate is no longer at most twice as far away as the tuned one goes, and near as many examples as dimensions the losses of
     * least-squares weights have no finite variance over the seeds (Gaussian inputs: N - r of at most 4).
     */
    Results judged(String factor) {
        return changed(factor, true);
    }

    /** Those that it is not about. */
    Results notJudged(String factor) {
        return changed(factor, false);
    }

    private Results changed(String factor, boolean judged) {
        return new Results(changed(factor).observations().stream().filter(each -> judged == (!factor.equals(ChoiceTrial.SIZE)
                || isRegular(each.factors().get(factor)))).toList());
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
