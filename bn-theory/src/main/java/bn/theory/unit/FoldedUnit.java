package bn.theory.unit;

import bn.api.Moments;

/**
 * One unit with batch normalization folded into its weights: z = v.x + b (T1 and T11 of docs/theory.md).
 *
 * @param weights v = gamma w / s
 * @param bias b = beta - v.mean
 */
public record FoldedUnit(double[] weights, double bias) {

    /**
     * Folds gamma (w.x - w.m) / s + beta, s^2 = w.Sw + eps, where m and S are mean and covariance of the inputs.
     *
     * @param w weights, length d
     * @param inputs moments of the inputs, d features
     * @throws IllegalArgumentException if the inputs do not have d features, or s is 0
     */
    public static FoldedUnit fold(double[] w, double gamma, double beta, Moments inputs, double eps) {
        double variance = quadratic(w, inputs);
        double mean = 0;
        for (int i = 0; i < w.length; i++) {
            mean += w[i] * inputs.mean()[i];
        }
        return fold(w, gamma, beta, mean, variance, eps);
    }

    /**
     * Folds gamma (w.x - mean) / s + beta, s^2 = variance + eps, with given statistics, such as the running statistics that
     * inference uses.
     *
     * @param w weights, length d
     * @param mean mean of the pre-activation w.x
     * @param variance biased variance of w.x
     * @throws IllegalArgumentException if s is 0
     */
    public static FoldedUnit fold(double[] w, double gamma, double beta, double mean, double variance, double eps) {
        double s = Math.sqrt(variance + eps);
        if (s == 0) {
            throw new IllegalArgumentException("a unit of zero variance and eps = 0 has no effective weights");
        }
        double[] v = new double[w.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = gamma * w[i] / s;
        }
        return new FoldedUnit(v, beta - gamma * mean / s);
    }

    /** v.Sv, the variance of the output over the given inputs; by T1 it is gamma^2 (1 - eps / s^2). */
    public double outputVariance(Moments inputs) {
        return quadratic(weights, inputs);
    }

    private static double quadratic(double[] v, Moments inputs) {
        int d = inputs.dimension();
        if (v.length != d) {
            throw new IllegalArgumentException(v.length + " weights do not fit inputs of " + d + " features");
        }
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double row = 0;
            for (int j = 0; j < d; j++) {
                row += inputs.covariance(i, j) * v[j];
            }
            sum += v[i] * row;
        }
        return sum;
    }
}
