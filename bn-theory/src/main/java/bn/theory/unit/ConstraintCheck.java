package bn.theory.unit;

import java.util.OptionalDouble;

/**
 * T1 of docs/theory.md asked of effective weights v that come from elsewhere: v.Sv = gamma^2 (1 - eps / s^2) if gamma, v and the
 * biased covariance S of the inputs belong together.
 *
 * @param gamma scale of the unit
 * @param spread v.Sv, the variance of the output over the inputs
 * @param rounding how far v.Sv may be off because v and S were computed in float32
 */
public record ConstraintCheck(double gamma, double spread, double rounding) {
    /**
     * Rounding relative to sum_i v_i^2 S_ii. The errors of v and S differ from entry to entry, so they add up like the terms of
     * that sum: a few units of float32. Products w.x with a mean of m deviations lose m / 2 units more in the framework's
     * variance; this leaves room for means of 100.
     */
    private static final double FLOAT32 = 64 * 0x1p-24;

    /**
     * Takes v.Sv.
     *
     * @param v effective weights gamma w / s, length d
     * @param covariance S, d x d, row-major
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static ConstraintCheck of(double gamma, double[] v, double[] covariance) {
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
        return new ConstraintCheck(gamma, sum, FLOAT32 * squares);
    }

    /** v.Sv / gamma^2, which T1 says is 1 - eps / s^2; infinite if only gamma is 0, NaN if both are. */
    public double ratio() {
        return spread / (gamma * gamma);
    }

    /**
     * Whether T1 allows it, up to rounding: v.Sv is gamma^2 where eps is 0, and at most gamma^2 where it is not, or not known.
     */
    public boolean holds(OptionalDouble eps) {
        double excess = spread - gamma * gamma;
        return excess <= rounding && (eps.isEmpty() || eps.getAsDouble() > 0 || excess >= -rounding);
    }
}
