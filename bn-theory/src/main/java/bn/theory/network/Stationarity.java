package bn.theory.network;

import java.util.stream.IntStream;

/**
 * How near the weights of a batch-normalized layer of K units on d inputs are to a stationary point of the loss without batch
 * normalization, with the current rates as constants. The residual is r_k = g_k + lambda_k S v_k. By T2 it is
 * (s_k / gamma_k) dL/dw_k, and by T7 it is 0 at an optimum. Norms are |a|^2 = a.S^+ a, which no invertible linear map of the
 * inputs changes (T8), for example a change of their units.
 *
 * @param gradient |g_k| of each unit, length K
 * @param residual |r_k| of each unit, length K; NaN for a unit without a rate (gamma = 0), which sums leave out
 */
public record Stationarity(double[] gradient, double[] residual) {

    /**
     * Computes the norms.
     *
     * @param g centred loss gradient of each unit, sum_i delta_i (x_i - m), K x d, row-major
     * @param lambda rate of each unit, length K; NaN for a unit without a rate
     * @param penaltyGradient S v of each unit, K x d, row-major
     * @param whitening P with P S P^T = I on the range of S, rank x d, row-major: the norm of an a in that range is |P a|
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static Stationarity of(double[] g, double[] lambda, double[] penaltyGradient, double[] whitening) {
        int units = lambda.length;
        int features = units == 0 ? 0 : g.length / units;
        if (features == 0 || g.length % units != 0 || penaltyGradient.length != g.length || whitening.length % features != 0) {
            throw new IllegalArgumentException(units + " units do not go with " + g.length + " entries of g, "
                    + penaltyGradient.length + " of S v and " + whitening.length + " of the whitening matrix");
        }
        Stationarity norms = new Stationarity(new double[units], new double[units]);
        IntStream.range(0, units).parallel().forEach(k -> {
            double squares = 0;
            double left = 0;
            for (int row = 0; row < whitening.length; row += features) {
                double loss = 0;
                double penalty = 0;
                for (int j = 0; j < features; j++) {
                    loss += whitening[row + j] * g[k * features + j];
                    penalty += whitening[row + j] * penaltyGradient[k * features + j];
                }
                double r = loss + lambda[k] * penalty;
                squares += loss * loss;
                left += r * r;
            }
            norms.gradient[k] = Math.sqrt(squares);
            norms.residual[k] = Math.sqrt(left);
        });
        return norms;
    }

    /**
     * |r_k| / |g_k|, from 1 - (variance / (variance + eps)) to 1: 0 at a stationary point with eps = 0, and 1 if lambda = 0. NaN
     * for a unit without a rate, or whose gradient is 0.
     */
    public double relativeResidual(int unit) {
        return residual[unit] / gradient[unit];
    }

    /**
     * |r| / |g| over all units that have a rate, both as root of the sum of squares; NaN if no unit has a rate and a gradient.
     */
    public double relativeResidual() {
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
