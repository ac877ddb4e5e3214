package bn.experiments.stream;

import bn.api.norm.Parameter;
import java.util.Arrays;

/**
 * A parameter whose numbers do not change.
 *
 * @param parameter asked for its gradients
 * @param values its numbers, row-major
 */
record ParameterValues(Parameter parameter, double[] values) {

    ParameterValues(Parameter parameter) {
        this(parameter, parameter.value().toDoubles());
    }

    /** The sum of their squares. */
    double squares() {
        return squares(values);
    }

    /** The same of the gradient. */
    double gradientSquares(StreamGradients gradients) {
        return squares(gradients.gradient(parameter));
    }

    /** The sum of the products of numbers and gradients. */
    double product(StreamGradients gradients) {
        double[] gradient = gradients.gradient(parameter);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * gradient[i];
        }
        return sum;
    }

    private static double squares(double[] numbers) {
        return Arrays.stream(numbers).map(x -> x * x).sum();
    }
}
