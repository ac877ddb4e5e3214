package bn.theory.unit;

/**
 * The gradient that T2 predicts for the K units of a layer on d features, what T1 and T3 predict with it, and the scales that errors
 * are relative to.
 *
 * @param weights the gradient (gamma/s)(g + lambda S v), K x d, row-major; 0 for a unit whose gamma or s is 0, which has no rate
 * @param lambda the rate of each unit, NaN for a unit whose gamma or s is 0
 * @param scale |gamma/s| (|g| + |lambda S v|) of each unit: the size of the two terms of the gradient
 * @param rateScale sum over the examples of |dz w.(x - m)| / |gamma s| of each unit: the size of the terms whose sum is lambda
 * @param variance w.Sw of each unit, biased
 */
public record PredictedGradient(double[] weights, double[] lambda, double[] scale, double[] rateScale, double[] variance) {

    /** Zeros. */
    PredictedGradient(int units, int features) {
        this(new double[units * features], new double[units], new double[units], new double[units], new double[units]);
    }

    /**
     * T2: the maximum of |actual - predicted| / scale over the units (Euclidean norms). Rounding errors are proportional to the
     * terms, not to their sum, which is 0 at an optimum. A unit of scale 0 counts as 0 if its actual gradient is 0, else as
     * infinity.
     *
     * @param actual back-propagated gradient with respect to the weights, K x d, row-major
     */
    public double maxRelativeError(double[] actual) {
        if (actual.length != weights.length) {
            throw new IllegalArgumentException("the prediction has " + weights.length + " entries, the gradient "
                    + actual.length);
        }
        int features = weights.length / scale.length;
        double largest = 0;
        for (int k = 0; k < scale.length; k++) {
            double squares = 0;
            for (int j = k * features; j < (k + 1) * features; j++) {
                squares += (actual[j] - weights[j]) * (actual[j] - weights[j]);
            }
            // Math.max keeps NaN, so a gradient that is NaN cannot pass as correct.
            largest = Math.max(largest, squares == 0 ? 0 : Math.sqrt(squares) / scale[k]);
        }
        return largest;
    }

    /**
     * T3: the maximum of |-(dL/dgamma) / gamma - lambda| / rateScale over the units that have a rate. A unit whose terms are all 0 counts
     * as 0 if its actual gradient is 0, else as infinity.
     *
     * @param gamma scale of each unit, length K
     * @param gradient back-propagated gradient with respect to gamma, length K
     */
    public double maxRateError(double[] gamma, double[] gradient) {
        checkUnits(gamma, gradient);
        double largest = 0;
        for (int k = 0; k < lambda.length; k++) {
            if (!Double.isNaN(lambda[k])) {
                double error = Math.abs(-gradient[k] / gamma[k] - lambda[k]);
                largest = Math.max(largest, error == 0 ? 0 : error / rateScale[k]);
            }
        }
        return largest;
    }

    /**
     * T1: the maximum of |q / gamma^2 - (1 - eps / s^2)| / (1 - eps / s^2) over the units that have a rate and a variance, q the
     * variance of the outputs of the normalization, which is v.Sv.
     *
     * @param gamma scale of each unit, length K
     * @param eps added to the variance, at least 0
     * @param outputVariance q of each unit, biased, length K
     */
    public double maxConstraintError(double[] gamma, double eps, double[] outputVariance) {
        checkUnits(gamma, outputVariance);
        double largest = 0;
        for (int k = 0; k < lambda.length; k++) {
            if (!Double.isNaN(lambda[k]) && variance[k] > 0) {
                double bound = variance[k] / (variance[k] + eps);
                largest = Math.max(largest, Math.abs(outputVariance[k] / (gamma[k] * gamma[k]) - bound) / bound);
            }
        }
        return largest;
    }

    private void checkUnits(double[] gamma, double[] values) {
        if (gamma.length != lambda.length || values.length != lambda.length) {
            throw new IllegalArgumentException("the prediction has " + lambda.length + " units, got " + gamma.length
                    + " gammas and " + values.length + " numbers to compare");
        }
    }
}
