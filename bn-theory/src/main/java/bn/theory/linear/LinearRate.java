package bn.theory.linear;

/**
 * The optimum of batch-normalized linear regression on one target, float64 (T4 and T6 of docs/theory.md). S is the covariance
 * of the clean inputs, sigma^2 I that of the noise, v the effective weights.
 *
 * @param lambda rate of the penalty (lambda/2) v.(S + sigma^2 I)v; negative where batch normalization inflates the weights
 * @param rSquared squared multiple correlation of the target and the noised inputs
 * @param weights v, length d, the ones of least norm
 * @param alphaSignal lambda v.Sv / v.v, the part of the equivalent L2 rate that the clean inputs make
 * @param alphaNoise lambda sigma^2, the part that the noise makes
 * @param ridge a_j = lambda s_j + (1 + lambda) sigma^2 for each eigenvalue s_j of S, largest first, length d: ordinary ridge
 *     regression on the clean inputs with these rates along the eigenvectors has the solution v
 */
public record LinearRate(double lambda, double rSquared, double[] weights, double alphaSignal, double alphaNoise,
        double[] ridge) {

    /** The equivalent L2 rate lambda v.(S + sigma^2 I)v / v.v: the plain weight decay that pulls on v as hard. */
    public double alpha() {
        return alphaSignal + alphaNoise;
    }
}
