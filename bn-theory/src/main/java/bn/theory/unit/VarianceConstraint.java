package bn.theory.unit;

import java.util.OptionalDouble;

/**
 * T1 of docs/theory.md as a check of effective weights v from another program: v.Sv = gamma^2 (1 - eps / s^2) if gamma, v and the
 * biased covariance S of the inputs belong together.
 *
 * @param gamma scale of the unit
 * @param outputVariance v.Sv, the variance of the output over the inputs
 * @param rounding largest error of v.Sv to expect if v and S were computed in float32
 */
public record VarianceConstraint(double gamma, double outputVariance, double rounding) {
    /**
     * Rounding relative to sum_i v_i^2 S_ii. The errors of v and S are independent from entry to entry, so they add up like the
     * terms of that sum: a few units of float32. A pre-activation w.x whose mean is m standard deviations loses m / 2 more units
     * in the framework's variance; the factor leaves room for m = 100.
     */
    private static final double FLOAT32 = 64 * 0x1p-24;

    /**
     * Computes v.Sv.
     *
     * @param v effective weights gamma w / s, length d
     * @param covariance S, d x d, row-major
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static VarianceConstraint of(double gamma, double[] v, double[] covariance) {
        int d = v.length;
        if (covariance.length != (long) d * d) {
            throw new IllegalArgumentException(covariance.length + " covariances do not fit " + d + " weights");
        }
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < d; i++) {
            double row = 0;
            for (int j = 0; j < d; j++) {
                row += covariance[i * d + j] * v[j];
            }
            sum += v[i] * row;
            squares += v[i] * v[i] * covariance[i * d + i];
        }
        return new VarianceConstraint(gamma, sum, FLOAT32 * squares);
    }

    /** v.Sv / gamma^2; by T1 it is 1 - eps / s^2. Infinite if only gamma is 0, NaN if both are 0. */
    public double ratio() {
        return outputVariance / (gamma * gamma);
    }

    /**
     * Whether T1 holds up to rounding: v.Sv = gamma^2 if eps is 0, and v.Sv at most gamma^2 if eps is positive or not known.
     *
     * @param eps the number that the normalization adds to the variance; empty if not known
     */
    public boolean holds(OptionalDouble eps) {
        double excess = outputVariance - gamma * gamma;
        return excess <= rounding && (eps.isEmpty() || eps.getAsDouble() > 0 || excess >= -rounding);
    }
}
