package bn.experiments.identity;

/**
 * How far the kernels of a normalized layer are from the theory: relative errors, the largest of the layer's units.
 *
 * @param constraint T1: of the variance of the outputs of the normalization over gamma^2, which is 1 - eps / s^2
 * @param gradient T2: of the gradient with respect to the weights, relative to the size of its two terms
 * @param rate T3: of the rate that is read off the gradient of gamma, relative to the sum of the sizes of its terms
 */
public record IdentityErrors(double constraint, double gradient, double rate) {

    /** The larger of each; NaN where one is NaN. */
    public IdentityErrors max(IdentityErrors other) {
        return new IdentityErrors(Math.max(constraint, other.constraint), Math.max(gradient, other.gradient),
                Math.max(rate, other.rate));
    }
}
