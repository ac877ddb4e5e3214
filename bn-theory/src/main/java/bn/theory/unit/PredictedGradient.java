package bn.theory.unit;

/**
 * The gradient that T2 predicts for the K units of a layer on d features, and the scale that errors are relative to.
 *
 * @param weights the gradient (gamma/s)(g + lambda S v), K x d, row-major; 0 for a unit whose gamma or s is 0, which has no rate
 * @param lambda the rate of each unit, NaN for a unit whose gamma or s is 0
 * @param scale |gamma/s| (|g| + |lambda S v|) of each unit: the size of the two terms of the gradient
 */
public record PredictedGradient(double[] weights, double[] lambda, double[] scale) {

    /**
     * The maximum of |actual - predicted| / scale over the units (Euclidean norms). Rounding errors are proportional to the
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
}
