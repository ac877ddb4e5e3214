package bn.theory.selection;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** A criterion to be minimized over the rate, for several targets at once, so that all of them share one pass over the data. */
@FunctionalInterface
public interface SelectionCriterion {

    /**
     * Evaluates the criterion.
     *
     * @param rates positive rates to try, an array for each target
     * @return the values, in arrays of the same lengths
     */
    double[][] evaluate(double[][] rates);

    /** A criterion that is computed for each target separately. */
    static SelectionCriterion of(List<RidgeRegression> targets, ToDoubleBiFunction<RidgeRegression, Double> value) {
        return rates -> {
            double[][] values = new double[rates.length][];
            for (int k = 0; k < rates.length; k++) {
                RidgeRegression target = targets.get(k);
                values[k] = Arrays.stream(rates[k]).map(rate -> value.applyAsDouble(target, rate)).toArray();
            }
            return values;
        };
    }
}
