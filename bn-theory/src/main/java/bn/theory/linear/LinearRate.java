package bn.theory.linear;

/**
 * The optimum of batch-normalized linear regression on one target, float64 (T4 and T6 of docs/theory.md). S_s is the covariance
 * of the clean inputs, S_n that of the noise, v the effective weights.
 *
 * @param lambda rate of the penalty (lambda/2) v.(S_s + S_n)v; negative where batch normalization inflates the weights
 * @param rSquared squared multiple correlation of the target and the noised inputs
 * @param weights v, length d, the ones of least norm
 * @param alphaSignal lambda v.S_s v / v.v, the part of the equivalent L2 rate that the clean inputs make
 * @param alphaNoise lambda v.S_n v / v.v, the part that the noise makes: lambda sigma^2 if S_n = sigma^2 I
 */
public record LinearRate(double lambda, double rSquared, double[] weights, double alphaSignal, double alphaNoise) {

    /** The equivalent L2 rate lambda v.(S_s + S_n)v / v.v: the plain weight decay that pulls on v as hard. */
    public double alpha() {
        return alphaSignal + alphaNoise;
    }
}
