package bn.experiments.advice;

import bn.experiments.stream.BatchMean;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A layer with batch norm, as it was measured.
 *
 * @param name of the layer
 * @param units all its units
 * @param netRate sum of gamma^2 lambda over all of them, in units of the loss, with its standard error; NaN stands for what is not known
 */
public record AdvisedLayer(String name, List<AdvisedUnit> units, BatchMean netRate) {
    /** A number is told from 0 if it is more than so many standard errors from it. */
    static final int STANDARD_ERRORS = 2;

    public AdvisedLayer {
        units = List.copyOf(units);
    }

    /** The units that are not dead and whose lambda is known. */
    List<AdvisedUnit> alive() {
        return units.stream().filter(unit -> !unit.isDead() && !Double.isNaN(unit.lambda())).toList();
    }

    long dead() {
        return units.stream().filter(AdvisedUnit::isDead).count();
    }

    /** Root mean square of lambda over the units that are not dead. */
    double rms() {
        return rms(AdvisedUnit::lambda);
    }

    /** The same of the standard errors. */
    double error() {
        return rms(AdvisedUnit::lambdaError);
    }

    /** The sign of the net rate if it is told from 0 by its standard error; 0 if it is not, or this is not known. */
    int direction() {
        return Math.abs(netRate.mean()) > STANDARD_ERRORS * netRate.standardError() ? (int) Math.signum(netRate.mean()) : 0;
    }

    /** Whether the rates are told from 0 by their standard errors, unit by unit or in their sum; false if these are not known. */
    boolean isClear() {
        return rms() > STANDARD_ERRORS * error() || direction() != 0;
    }

    private double rms(ToDoubleFunction<AdvisedUnit> number) {
        return Math.sqrt(alive().stream().mapToDouble(number).map(x -> x * x).average().orElse(Double.NaN));
    }
}
