package bn.theory.linear;

/**
 * The optimum of batch-normalized linear regression of one target, float64 (T4 and T6 of docs/theory.md). S_s is the covariance
 * of the clean inputs, S_n the covariance of the noise, v the effective weights.
 *
 * @param lambda rate of the penalty (lambda/2) v.(S_s + S_n)v; negative where batch normalization inflates the weights
 * @param rSquared squared multiple correlation of the target and the noisy inputs
 * @param weights v of least norm, length d
 * @param alphaSignal lambda v.S_s v / v.v, the part of the equivalent L2 rate due to the clean inputs
 * @param alphaNoise lambda v.S_n v / v.v, the part due to the noise: lambda sigma^2 if S_n = sigma^2 I
 */
public record LinearRate(double lambda, double rSquared, double[] weights, double alphaSignal, double alphaNoise) {

    /** The equivalent L2 rate lambda v.(S_s + S_n)v / v.v: plain weight decay of this rate has the same gradient along v. */
    public double alpha() {
        return alphaSignal + alphaNoise;
    }
}
