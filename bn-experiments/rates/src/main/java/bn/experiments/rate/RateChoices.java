package bn.experiments.rate;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.theory.selection.JamesStein;
import bn.theory.selection.LeaveOneOut;
import bn.theory.selection.RateSearch;
import bn.theory.selection.RidgeRegression;
import bn.theory.selection.SelectedRate;
import bn.theory.selection.SelectionCriterion;
import bn.theory.spectral.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * How others choose a rate for the linear regression of one target on a data set.
 *
 * @param leaveOneOut ridge rate of the least mean squared leave-one-out error
 * @param generalizedCrossValidation ridge rate by generalized cross-validation
 * @param evidence ridge rate of the largest evidence; the value is the negative logarithm of it
 * @param jamesStein rate of the data-weighted penalty; null where it is not known to help
 */
public record RateChoices(SelectedRate leaveOneOut, SelectedRate generalizedCrossValidation, SelectedRate evidence,
        JamesStein jamesStein) {

    /**
     * The choices for all targets.
     *
     * @param joint moments of the examples, features first
     * @param spectrum that of the features' covariance
     * @param progress told the share done
     */
    public static List<RateChoices> of(Examples examples, Moments joint, Spectrum spectrum, DoubleConsumer progress) {
        int features = examples.features();
        int width = features + examples.targets();
        List<RidgeRegression> targets = IntStream.range(0, examples.targets())
                .mapToObj(k -> RidgeRegression.of(joint, spectrum, k)).toList();
        RateSearch search = new RateSearch(spectrum.value(spectrum.rank() - 1), spectrum.value(0));
        List<SelectedRate> generalized = search.minimize(targets.size(),
                SelectionCriterion.of(targets, RidgeRegression::generalizedCrossValidation));
        List<SelectedRate> evidence = search.minimize(targets.size(),
                SelectionCriterion.of(targets, (target, rate) -> -target.logEvidence(rate)));
        int[] passes = new int[1];
        LeaveOneOut rows = new LeaveOneOut(joint, spectrum, targets, (from, count, block) -> {
            for (int i = 0; i < count; i++) {
                examples.copyFeatures(from + i, block, i * width);
                examples.copyTargets(from + i, block, i * width + features);
            }
        }, share -> progress.accept((passes[0] + share) / RateSearch.PASSES));
        List<SelectedRate> leaveOneOut = search.minimize(targets.size(), rates -> {
            double[][] errors = rows.evaluate(rates);
            passes[0]++;
            return errors;
        });
        List<RateChoices> choices = new ArrayList<>();
        for (int k = 0; k < targets.size(); k++) {
            choices.add(new RateChoices(leaveOneOut.get(k), generalized.get(k), evidence.get(k),
                    JamesStein.of(targets.get(k)).orElse(null)));
        }
        return choices;
    }
}
