package bn.theory.unit;

/**
 * What T2 predicts for the K units of a layer on d features, and what an error of it is measured against.
 *
 * @param weights the gradient (gamma/s)(g + lambda S v), K x d, row-major; 0 for a unit whose gamma or s is 0, which has no rate
 * @param lambda the rate of each unit, NaN for a unit whose gamma or s is 0
 * @param scale |gamma/s| (|g| + |lambda S v|) of each unit: the size of the terms that the gradient is the sum of
 */
public record PredictedGradient(double[] weights, double[] lambda, double[] scale) {

    /**
     * The largest of |actual - predicted| / scale over the units (Euclidean norms). Rounding is proportional to the terms, not
     * to their sum, which vanishes at an optimum. A unit of scale 0 counts 0 if the actual gradient is 0, else infinity.
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
            // Math.max keeps a NaN, so that a gradient that is no number cannot pass as right.
            largest = Math.max(largest, squares == 0 ? 0 : Math.sqrt(squares) / scale[k]);
        }
        return largest;
    }
}
