package bn.experiments.reproduce;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.theory.linear.LinearRates;
import bn.theory.linear.LinearRegression;
import java.util.Arrays;

/** The closed-form rates of linear regression (T4) on variants of the same examples, all with the same gamma. */
final class ClosedFormRates {
    static final double GAMMA = 0.1;

    private final JointMoments moments;

    ClosedFormRates(JointMoments moments) {
        this.moments = moments;
    }

    /** Moments and rates of examples. */
    record Result(Moments joint, LinearRates rates) {

        /** Mean of lambda over the classes. */
        double meanLambda() {
            return mean(rates.lambda());
        }
    }

    Result of(Examples examples) {
        Moments joint = moments.of(examples);
        return new Result(joint, new LinearRegression(joint, examples.targets()).solveAll(GAMMA, 0));
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
