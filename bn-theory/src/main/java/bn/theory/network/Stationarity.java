package bn.theory.network;

/**
 * How near the weights of a batch-normalized layer of K units on d inputs are to a stationary point of the loss with the rates
 * put in as constants: r_k = g_k + lambda_k S v_k, which T2 says is (s_k / gamma_k) dL/dw_k and T7 says is 0 at an optimum.
 *
 * @param gradient |g_k| of each unit, length K (Euclidean norm)
 * @param residual |r_k| of each unit, length K; NaN for a unit without a rate (gamma = 0), which the sums leave out
 */
public record Stationarity(double[] gradient, double[] residual) {

    /**
     * Takes the norms.
     *
     * @param g centred loss gradient of each unit, sum_i delta_i (x_i - m), K x d, row-major
     * @param lambda rate of each unit, length K; NaN where it has none
     * @param penaltyGradient S v of each unit, K x d, row-major
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static Stationarity of(double[] g, double[] lambda, double[] penaltyGradient) {
        int units = lambda.length;
        if (units == 0 || g.length % units != 0 || penaltyGradient.length != g.length) {
            throw new IllegalArgumentException(units + " units do not go with " + g.length + " entries of g and "
                    + penaltyGradient.length + " of S v");
        }
        int features = g.length / units;
        Stationarity norms = new Stationarity(new double[units], new double[units]);
        for (int k = 0; k < units; k++) {
            double squares = 0;
            double left = 0;
            for (int j = k * features; j < (k + 1) * features; j++) {
                double r = g[j] + lambda[k] * penaltyGradient[j];
                squares += g[j] * g[j];
                left += r * r;
            }
            norms.gradient[k] = Math.sqrt(squares);
            norms.residual[k] = Math.sqrt(left);
        }
        return norms;
    }

    /**
     * |r_k| / |g_k|: 0 at a stationary point, 1 where nothing but the loss pulls (lambda = 0), above 1 where the penalty pulls in
     * the loss's own direction. NaN for a unit without a rate, or without a gradient.
     */
    public double relative(int unit) {
        return residual[unit] / gradient[unit];
    }

    /** |r| / |g| over the units that have a rate (Frobenius norms of the layer); NaN if none has one and a gradient. */
    public double relative() {
        double squares = 0;
        double left = 0;
        for (int k = 0; k < residual.length; k++) {
            if (!Double.isNaN(residual[k])) {
                squares += gradient[k] * gradient[k];
                left += residual[k] * residual[k];
            }
        }
        return Math.sqrt(left / squares);
    }
}
