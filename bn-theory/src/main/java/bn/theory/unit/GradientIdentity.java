package bn.theory.unit;

/**
 * T2 and T14 of docs/theory.md, computed independently of any batch-norm backward pass, float64: for a linear layer of K units followed
 * by batch normalization, on a batch x of N rows of d features,
 * dL/dw = (gamma/s)(g + lambda S v), g = sum_i dz_i (x_i - m), lambda = -(v.g) / gamma^2.
 *
 * <p>S v is computed as (1/N) sum_i (v.(x_i - m)) (x_i - m), without a d x d matrix.
 */
public final class GradientIdentity {
    private final double[] centred;
    private final int examples;
    private final int features;

    /**
     * Centres a batch.
     *
     * @param x inputs of the layer, N x d, row-major; not changed
     * @param examples N, at least 1
     */
    public GradientIdentity(double[] x, int examples) {
        if (examples < 1 || x.length == 0 || x.length % examples != 0) {
            throw new IllegalArgumentException(x.length + " numbers are not " + examples + " rows of the same length");
        }
        this.examples = examples;
        this.features = x.length / examples;
        this.centred = x.clone();
        double[] mean = new double[features];
        for (int i = 0; i < examples; i++) {
            addScaled(1.0 / examples, x, i * features, mean, 0);
        }
        for (int i = 0; i < examples; i++) {
            addScaled(-1, mean, 0, centred, i * features);
        }
    }

    /**
     * Predicts the gradient with respect to the weights.
     *
     * @param weights w, K x d, row-major
     * @param gamma scale of each unit, length K
     * @param eps added to the variance, at least 0
     * @param dz gradient of the mean loss with respect to the outputs of the normalization, N x K (1/N is included)
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public PredictedGradient predict(double[] weights, double[] gamma, double eps, double[] dz) {
        int units = gamma.length;
        if (weights.length != units * features || dz.length != examples * units) {
            throw new IllegalArgumentException(units + " units on " + examples + "x" + features + " inputs need "
                    + units * features + " weights and " + examples * units + " output gradients, got " + weights.length
                    + " and " + dz.length);
        }
        PredictedGradient predicted = new PredictedGradient(units, features);
        for (int k = 0; k < units; k++) {
            predictUnit(k, weights, gamma[k], eps, dz, units, predicted);
        }
        return predicted;
    }

    private void predictUnit(int k, double[] weights, double gamma, double eps, double[] dz, int units,
            PredictedGradient predicted) {
        double[] g = new double[features];
        double[] sw = new double[features];
        double variance = 0;
        double terms = 0;
        for (int i = 0; i < examples; i++) {
            double u = dot(weights, k * features, centred, i * features);
            variance += u * u / examples;
            terms += Math.abs(dz[i * units + k] * u);
            addScaled(dz[i * units + k], centred, i * features, g, 0);
            addScaled(u / examples, centred, i * features, sw, 0);
        }
        double s = Math.sqrt(variance + eps);
        predicted.variance()[k] = variance;
        if (gamma == 0 || s == 0) {
            predicted.lambda()[k] = Double.NaN;
            return;
        }
        double effective = gamma / s;
        double lambda = -effective * dot(weights, k * features, g, 0) / (gamma * gamma);
        predicted.lambda()[k] = lambda;
        predicted.rateScale()[k] = terms / Math.abs(gamma * s);
        predicted.scale()[k] = Math.abs(effective)
                * (Math.sqrt(dot(g, 0, g, 0)) + Math.abs(lambda * effective) * Math.sqrt(dot(sw, 0, sw, 0)));
        addScaled(effective, g, 0, predicted.weights(), k * features);
        addScaled(effective * lambda * effective, sw, 0, predicted.weights(), k * features);
    }

    /**
     * Predicts the gradient with respect to the inputs (T14): sum_k v_k (dz_ik - mean dz_k + (lambda_k / N) v_k.(x_i - m)).
     *
     * @return N x d, row-major; units whose gamma or s is 0 add nothing
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public double[] predictInputs(double[] weights, double[] gamma, double eps, double[] dz) {
        int units = gamma.length;
        double[] lambda = predict(weights, gamma, eps, dz).lambda();
        double[] inputs = new double[centred.length];
        for (int k = 0; k < units; k++) {
            if (Double.isNaN(lambda[k])) {
                continue;
            }
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < examples; i++) {
                double u = dot(weights, k * features, centred, i * features);
                mean += dz[i * units + k] / examples;
                variance += u * u / examples;
            }
            double effective = gamma[k] / Math.sqrt(variance + eps);
            for (int i = 0; i < examples; i++) {
                double u = effective * dot(weights, k * features, centred, i * features);
                double slope = dz[i * units + k] - mean + lambda[k] / examples * u;
                addScaled(effective * slope, weights, k * features, inputs, i * features);
            }
        }
        return inputs;
    }

    private double dot(double[] a, int fromA, double[] b, int fromB) {
        double sum = 0;
        for (int j = 0; j < features; j++) {
            sum += a[fromA + j] * b[fromB + j];
        }
        return sum;
    }

    private void addScaled(double factor, double[] source, int from, double[] target, int to) {
        for (int j = 0; j < features; j++) {
            target[to + j] += factor * source[from + j];
        }
    }
}
