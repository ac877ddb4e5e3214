package bn.experiments.study.choice;

import bn.api.Moments;
import bn.theory.linear.LinearRegression;
import bn.theory.selection.JamesStein;
import bn.theory.selection.RateSearch;
import bn.theory.selection.RidgeRegression;
import bn.theory.selection.SelectedRate;
import bn.theory.selection.SelectionCriterion;
import bn.theory.spectral.Covariances;
import bn.theory.spectral.SignalAndNoise;
import bn.theory.spectral.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Linear regression of one-hot classes on training examples, for every rate, float64. A class that has no example, or nothing to
 * be predicted from, has the weights 0.
 */
final class LinearFits {
    private final Moments original;
    private final Optional<Projection> projection;
    private final Spectrum spectrum;
    private final int features;
    private final int classes;
    private final int[] learnable;
    private final List<RidgeRegression> targets;
    private final double[][] atUnitGamma;
    private final double jamesSteinError;

    /**
     * Decomposes the covariance of the inputs.
     *
     * @param original moments of the inputs, then of the one-hot classes
     * @param projection of the inputs to the features of the regression; none if they are the inputs themselves
     */
    LinearFits(Moments original, int classes, Optional<Projection> projection) {
        this.original = original;
        this.classes = classes;
        this.projection = projection;
        Moments joint = projection.map(map -> map.of(original)).orElse(original);
        features = joint.dimension() - classes;
        LinearRegression regression = new LinearRegression(joint, classes);
        spectrum = regression.clean().spectrum();
        learnable = IntStream.range(0, spectrum.rank() == 0 ? 0 : classes)
                .filter(k -> !Covariances.isConstant(joint, features + k))
                .filter(k -> RidgeRegression.of(joint, spectrum, k).explainedVariance() > 0).toArray();
        targets = Arrays.stream(learnable).mapToObj(k -> RidgeRegression.of(joint, spectrum, k)).toList();
        atUnitGamma = new double[targets.size()][];
        double error = 0;
        SignalAndNoise inputs = regression.withNoise(0);
        for (int t = 0; t < targets.size(); t++) {
            atUnitGamma[t] = regression.solve(learnable[t], 1, inputs).weights();
            Optional<JamesStein> choice = JamesStein.of(targets.get(t));
            if (choice.isPresent() && choice.get().factor() > 0) {
                double tuned = regression.solve(learnable[t], choice.get().gamma(), inputs).lambda();
                error = Math.max(error, Math.abs((1 + tuned) * choice.get().factor() - 1));
            }
        }
        jamesSteinError = error;
    }

    /** Rank of the covariance of the features. */
    int rank() {
        return spectrum.rank();
    }

    /** Largest relative difference over the classes between the rate that BN tunes at James and Stein's gamma and theirs. */
    double jamesSteinError() {
        return jamesSteinError;
    }

    /** BN's optimum at a scale that all classes share (T4): class k has the rate explained(k)^(1/2) / gamma - 1. */
    LinearPredictor tuned(double gamma) {
        return predictor(t -> scaled(atUnitGamma[t], gamma));
    }

    /** Mean over the classes of log(1 + lambda) that BN tunes at a scale. */
    double meanLogTuned(double gamma) {
        return targets.stream().mapToDouble(target -> 0.5 * Math.log(target.explainedVariance()) - Math.log(gamma)).average()
                .orElse(Double.NaN);
    }

    /** The optimum with the penalty (lambda/2) v.Sv, one rate for all classes: least squares times 1 / (1 + lambda). */
    LinearPredictor weighted(double factor) {
        return predictor(t -> scaled(atUnitGamma[t], factor * Math.sqrt(targets.get(t).explainedVariance())));
    }

    /** The optimum with the penalty (rate/2) v.v, one rate for all classes. */
    LinearPredictor ridge(double rate) {
        return predictor(t -> ridge(targets.get(t), rate));
    }

    /** The ridge rate for all classes at which a criterion is least; 1 if no class can be learned. */
    double bestRidge(DoubleUnaryOperator criterion) {
        return targets.isEmpty() ? 1 : search().minimize(1, rates -> new double[][] {
                Arrays.stream(rates[0]).map(criterion).toArray()}).get(0).rate();
    }

    /** Ridge with a rate for each class, at which a criterion on the training examples is least. */
    LinearPredictor ridge(ToDoubleBiFunction<RidgeRegression, Double> criterion) {
        List<SelectedRate> choices = targets.isEmpty() ? List.of()
                : search().minimize(targets.size(), SelectionCriterion.of(targets, criterion));
        return predictor(t -> ridge(targets.get(t), choices.get(t).rate()));
    }

    /** James and Stein's choice for each class that can be learned; empty if there is one that it is not defined for. */
    List<JamesStein> jamesStein() {
        List<JamesStein> choices = targets.stream().map(JamesStein::of).flatMap(Optional::stream).toList();
        return choices.size() == targets.size() ? choices : List.of();
    }

    /** Least squares times a factor for each class that can be learned. */
    LinearPredictor shrunk(double[] factors) {
        return predictor(t -> scaled(atUnitGamma[t], factors[t] * Math.sqrt(targets.get(t).explainedVariance())));
    }

    private RateSearch search() {
        return new RateSearch(spectrum.value(spectrum.rank() - 1), spectrum.value(0));
    }

    private double[] ridge(RidgeRegression target, double rate) {
        double[] coordinates = new double[features];
        for (int j = 0; j < target.rank(); j++) {
            coordinates[j] = target.covariances()[j] / (target.eigenvalues()[j] + rate);
        }
        return spectrum.fromBasis(coordinates);
    }

    private static double[] scaled(double[] weights, double factor) {
        return Arrays.stream(weights).map(w -> factor * w).toArray();
    }

    private LinearPredictor predictor(IntFunction<double[]> learned) {
        int inputs = original.dimension() - classes;
        double[][] weights = new double[classes][inputs];
        for (int t = 0; t < learnable.length; t++) {
            double[] own = learned.apply(t);
            weights[learnable[t]] = projection.map(map -> map.back(own)).orElse(own);
        }
        return new LinearPredictor(Arrays.copyOf(original.mean(), inputs),
                Arrays.copyOfRange(original.mean(), inputs, original.dimension()), weights);
    }
}
