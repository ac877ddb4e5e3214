package bn.experiments.advice;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rate of some layers now and at rest (T5), as means over units weighted by gamma^2.
 *
 * @param now the mean of lambda
 * @param error its standard error, at most; NaN if it is not known
 * @param atRest what it is where gamma no longer moves; NaN if it is not known
 */
record RestingRate(double now, double error, double atRest) {

    /**
     * The rate of some layers.
     *
     * @param atRest rate of a unit at rest
     */
    static RestingRate of(List<AdvisedLayer> layers, ToDoubleFunction<AdvisedUnit> atRest) {
        List<AdvisedUnit> units = layers.stream().flatMap(layer -> layer.alive().stream()).toList();
        double weight = sum(units, unit -> 1);
        return new RestingRate(sum(units, AdvisedUnit::lambda) / weight, sum(units, AdvisedUnit::lambdaError) / weight,
                sum(units, atRest) / weight);
    }

    /** The rate of the last gammas of a network, by its own standard error over batches if that is known. */
    static RestingRate ofLast(AdvisedNetwork network, ToDoubleFunction<AdvisedUnit> atRest) {
        RestingRate units = of(network.named(network.groups().last()), atRest);
        return network.batches().flatMap(batches -> batches.gradients().lastRate())
                .map(rate -> new RestingRate(rate.mean(), rate.standardError(), units.atRest)).orElse(units);
    }

    private static double sum(List<AdvisedUnit> units, ToDoubleFunction<AdvisedUnit> number) {
        return units.stream().mapToDouble(unit -> unit.gamma() * unit.gamma() * number.applyAsDouble(unit)).sum();
    }

    /** Whether the rate now is told from that at rest; false if an error or the rate at rest is not known. */
    boolean isElsewhere() {
        return Math.abs(now - atRest) > AdvisedLayer.STANDARD_ERRORS * error;
    }

    /** The rate with its standard error, if that is known. */
    String text() {
        return Words.number(now) + (Double.isNaN(error) ? "" : " ± " + Words.number(error));
    }
}
