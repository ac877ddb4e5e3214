package bn.theory.choice;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** What a choice of rates makes small, for several targets at once, so that one pass over the data can serve all. */
@FunctionalInterface
public interface Criterion {

    /**
     * Its values.
     *
     * @param rates rates to try for each target, above 0
     * @return a value for each of them
     */
    double[][] at(double[][] rates);

    /** One that each target has on its own. */
    static Criterion of(List<RidgeRegression> targets, ToDoubleBiFunction<RidgeRegression, Double> value) {
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
